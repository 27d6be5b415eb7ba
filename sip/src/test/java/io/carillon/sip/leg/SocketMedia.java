package io.carillon.sip.leg;

import io.carillon.core.call.LegAudio;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MeetingAudio;
import io.carillon.media.session.MediaEngine;
import io.carillon.media.session.MediaSession;
import io.carillon.media.stream.TapFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A media plane for signalling tests: real ports, no sound. Keeps what signalling asked of it. */
public final class SocketMedia implements MediaEngine {
  public final List<SocketSession> sessions = new CopyOnWriteArrayList<>();
  public final List<Bridged> bridges = new CopyOnWriteArrayList<>();
  public volatile boolean full;

  @Override
  public MediaSession open(LegInfo leg, InetAddress local) throws NoPortsException {
    if (full) {
      throw new NoPortsException("every port is taken");
    }
    SocketSession session = new SocketSession(leg.callId(), socket(local));
    sessions.add(session);
    return session;
  }

  @Override
  public MediaSession open(LegInfo leg, InetAddress local, TapFactory taps)
      throws NoPortsException {
    SocketSession session = (SocketSession) open(leg, local);
    session.taps = taps;
    return session;
  }

  private static DatagramSocket socket(InetAddress local) {
    try {
      return new DatagramSocket(new InetSocketAddress(local, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sessions whose ports are still bound. */
  public long open() {
    return sessions.stream().filter(session -> !session.closed()).count();
  }

  public List<SocketSession> of(String callId) {
    return sessions.stream().filter(session -> session.callId.equals(callId)).toList();
  }

  @Override
  public MeetingAudio open(String meetingId) {
    throw new UnsupportedOperationException("no mixing in signalling tests");
  }

  /** Two legs that were bridged, in the order of the calls. */
  public record Bridged(LegAudio one, LegAudio other, UndeliveredKeys keys) {}

  @Override
  public Bridge bridge(LegAudio one, LegAudio other, UndeliveredKeys keys) {
    bridges.add(new Bridged(one, other, keys));
    return new Bridge() {
      @Override
      public CompletionStage<Void> bridged() {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {
    sessions.forEach(SocketSession::close);
  }
}
