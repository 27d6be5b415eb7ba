package io.carillon.h323.call;

import io.carillon.h323.h245.ControlMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Which way H.245 of one call goes: within call signalling, or on a connection of its own, whoever
 * opens that.
 *
 * <p>Owned by the call's strand; events of connections are handed over to it.
 */
final class ControlPath implements ControlConnection.Taker {
  private static final int MOST_DIALS = 3;

  private final ControlConnections connections;
  private final InetAddress caller;
  private final CallSignals signals;
  private final Executor strand;
  private final User user;
  private final boolean tunnelling;
  private Optional<ControlConnections.Waiting> waiting = Optional.empty();
  private Optional<ControlConnection> connection = Optional.empty();
  private boolean dialling;
  private int dials;
  private boolean over;

  /** The call, on its strand. */
  interface User {
    /** Messages can be sent from now on. */
    void controlOpened();

    void control(ControlMessage message);

    void controlFaulty(String detail);

    /** The connection is gone, or was never had. */
    void controlLost();
  }

  /**
   * @param caller where call signalling comes from
   */
  ControlPath(
      ControlConnections connections,
      InetAddress caller,
      CallSignals signals,
      Executor strand,
      User user,
      boolean tunnelling) {
    this.connections = connections;
    this.caller = caller;
    this.signals = signals;
    this.strand = strand;
    this.user = user;
    this.tunnelling = tunnelling;
  }

  /** Where we wait for the far end to connect, when it is to. */
  Optional<InetSocketAddress> listen(InetAddress local) {
    waiting = connections.listen(local, this);
    return waiting.map(ControlConnections.Waiting::address);
  }

  /** The far end did not connect in time; it may still ask us to. */
  void waitNoLonger() {
    waiting.ifPresent(ControlConnections.Waiting::close);
    waiting = Optional.empty();
  }

  /**
   * Connects to where the far end waits, unless there is a connection or one on its way. A stranger
   * says where: it is tried a few times in a call, and not everywhere ({@link ControlAddress}).
   */
  void dial(InetAddress local, InetSocketAddress remote) {
    if (over || dialling || connection.isPresent()) {
      return;
    }
    if (dials == MOST_DIALS || !ControlAddress.mayBe(caller, remote)) {
      return;
    }
    dials++;
    dialling = true;
    connections.dial(local, remote, this, () -> strand.execute(this::unreachable));
  }

  private void unreachable() {
    dialling = false;
    if (!over && connection.isEmpty() && waiting.isEmpty()) {
      user.controlLost();
    }
  }

  boolean open() {
    return connection.isPresent();
  }

  /** False when it cannot be sent. */
  boolean send(ControlMessage message) {
    if (connection.isPresent()) {
      return connection.get().send(message);
    }
    return tunnelling && signals.tunnel(message);
  }

  void close() {
    over = true;
    waiting.ifPresent(ControlConnections.Waiting::close);
    connection.ifPresent(ControlConnection::close);
  }

  // From event loops.

  @Override
  public void opened(ControlConnection opened) {
    strand.execute(
        () -> {
          dialling = false;
          if (over || connection.isPresent()) {
            opened.close();
            return;
          }
          connection = Optional.of(opened);
          waiting.ifPresent(ControlConnections.Waiting::close);
          waiting = Optional.empty();
          user.controlOpened();
        });
  }

  @Override
  public void message(ControlConnection from, ControlMessage message, Runnable handled) {
    strand.execute(
        () -> {
          try {
            if (!over && connection.filter(from::equals).isPresent()) {
              user.control(message);
            }
          } finally {
            handled.run();
          }
        });
  }

  @Override
  public void faulty(ControlConnection from, String detail) {
    strand.execute(
        () -> {
          if (!over && connection.filter(from::equals).isPresent()) {
            user.controlFaulty(detail);
          }
        });
  }

  @Override
  public void closed(ControlConnection gone) {
    strand.execute(
        () -> {
          if (!over && connection.filter(gone::equals).isPresent()) {
            connection = Optional.empty();
            user.controlLost();
          }
        });
  }
}
