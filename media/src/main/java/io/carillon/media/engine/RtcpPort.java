package io.carillon.media.engine;

import io.carillon.media.dtls.DtlsHandshakes;
import io.carillon.media.dtls.DtlsKeys;
import io.carillon.media.ice.IceLite;
import io.carillon.media.rtp.PacketKind;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.srtp.SrtpTransform;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The port of RTCP where it does not share RTP's: with DTLS-SRTP it has a handshake and keys of its
 * own (RFC 5764 3), with ICE it is the second component. A call goes on without it. Owned by the
 * leg's event loop.
 */
final class RtcpPort implements DtlsRoute {
  private final Latch latch;
  private final SocketPair sockets;
  private final LegSecurity security;
  private final DtlsLine dtls;
  private final Runnable onChange;
  private IceLite ice;
  private InetSocketAddress signalled;
  private boolean shakesHands;

  /**
   * @param latch RTP's, whose host is RTCP's too
   * @param onChange told when there are keys
   */
  RtcpPort(
      Latch latch,
      SocketPair sockets,
      DtlsHandshakes handshakes,
      Executor loop,
      LongSupplier nanoTime,
      Runnable onChange) {
    this.latch = latch;
    this.sockets = sockets;
    this.security = new LegSecurity(() -> {}, nanoTime);
    this.dtls = new DtlsLine(handshakes, loop, this, this::keyed);
    this.onChange = onChange;
  }

  /** Takes over what a plan says. */
  void plan(AudioPlan next, long nowNanos) {
    if (next.rtcpMux() || next.ice().isEmpty()) {
      ice = null;
    } else if (ice == null || !ice.plan().equals(next.ice().get())) {
      ice = new IceLite(next.ice().get());
    }
    if (next.remoteRtcp() != null) {
      signalled = next.remoteRtcp();
    }
    shakesHands = !next.rtcpMux() && next.security() instanceof MediaSecurity.Dtls;
    if (shakesHands) {
      security.plan(next.security(), true);
      dtls.plan((MediaSecurity.Dtls) next.security(), nowNanos);
    } else {
      close();
    }
  }

  /** RTCP is protected by keys of its own. */
  boolean shakesHands() {
    return shakesHands;
  }

  /** Those keys; null before they are there. */
  SrtpTransform srtp() {
    return security.srtp();
  }

  /** ICE says where reports go. */
  @Override
  public boolean roams() {
    return ice != null;
  }

  @Override
  public InetSocketAddress target() {
    return ice != null ? ice.selected() : signalled;
  }

  @Override
  public boolean mayBe(InetSocketAddress source) {
    if (ice != null) {
      return ice.knows(source);
    }
    InetSocketAddress rtp = latch.target();
    return rtp != null && rtp.getAddress().equals(source.getAddress());
  }

  @Override
  public void send(byte[] datagram, InetSocketAddress to) {
    sockets.rtcp().send(datagram, 0, datagram.length, to);
  }

  /** Handles what arrived at the port and is not RTCP. */
  void received(byte[] buf, int off, int len, InetSocketAddress source, long arrivalNanos) {
    if (PacketKind.of(buf, off, len) == PacketKind.DTLS) {
      dtls.received(buf, off, len, source, arrivalNanos);
    } else if (ice != null) {
      int length = ice.received(buf, off, len, source, arrivalNanos);
      if (length > 0) {
        sockets.rtcp().send(ice.answer(), 0, length, source);
      }
    }
  }

  /** Every tick. */
  void check(long nowNanos) {
    dtls.check(nowNanos);
  }

  private void keyed(DtlsKeys keys) {
    security.keys(keys);
    onChange.run();
  }

  void close() {
    dtls.close();
    security.close();
  }
}
