package io.carillon.media.engine;

import io.carillon.media.dtls.DtlsHandshakes;
import io.carillon.media.dtls.DtlsKeys;
import io.carillon.media.ice.IceLite;
import io.carillon.media.rtp.PacketKind;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.IcePlan;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.srtp.SrtpTransform;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What stands between a leg's RTP port and its media: ICE (who is the far end), DTLS (keys) and the
 * SRTP contexts. Owned by the leg's event loop; packets of media pass by it.
 */
final class LegTransport implements DtlsRoute {
  private final Latch latch;
  private final SocketPair sockets;
  private final LegSecurity security;
  private final DtlsLine dtls;
  private final RtcpPort rtcp;
  private final Runnable onChange;
  private IceLite ice;
  private boolean reachable;
  private Consumer<String> listener;
  private long since;
  private boolean told;
  private boolean lost;

  /**
   * @param loop where the leg is owned, at any time
   * @param onChange told when there are keys that were waited for, or others, and when the far end
   *     is lost
   */
  LegTransport(
      Latch latch,
      SocketPair sockets,
      RtpSender sender,
      DtlsHandshakes handshakes,
      Executor loop,
      LongSupplier nanoTime,
      Runnable onChange) {
    this.latch = latch;
    this.sockets = sockets;
    this.security = new LegSecurity(sender::newSource, nanoTime);
    this.dtls = new DtlsLine(handshakes, loop, this, this::keyed);
    this.rtcp = new RtcpPort(latch, sockets, handshakes, loop, nanoTime, onChange);
    this.onChange = onChange;
  }

  /** Takes over what a plan says. */
  void plan(AudioPlan next, boolean first, long nowNanos) {
    security.plan(next.security(), !first);
    open(next, first);
    reachable = next.reachable();
    rtcp.plan(next, nowNanos);
    if (!(next.security() instanceof MediaSecurity.Dtls agreed)) {
      dtls.close();
    } else if (dtls.plan(agreed, nowNanos)) {
      since = nowNanos;
      told = false;
    }
  }

  private void open(AudioPlan next, boolean first) {
    if (next.ice().isPresent()) {
      IcePlan wanted = next.ice().get();
      if (ice == null || !ice.plan().equals(wanted)) {
        ice = new IceLite(wanted);
        lost = false;
      }
      latch.open(ice);
    } else if (first || ice != null || next.remoteRtp() != null) {
      ice = null;
      lost = false;
      latch.open(next.remoteRtp(), !(next.security() instanceof MediaSecurity.Plain));
    }
  }

  /** Null = plain RTP, or keys are still waited for: see {@link #ready}. */
  SrtpTransform srtp() {
    return security.srtp();
  }

  /** False while nothing may be sent or taken. */
  boolean ready() {
    return security.ready() && !lost;
  }

  /** The far end asked for consent to send, and does so no more (RFC 7675): it counts as gone. */
  boolean lost() {
    return lost;
  }

  /** Those of RTCP; null = plain, or still waited for. */
  SrtpTransform srtcp() {
    return rtcp.shakesHands() ? rtcp.srtp() : security.srtp();
  }

  /** Whether RTCP may be sent. */
  boolean reports() {
    return ready() && (!rtcp.shakesHands() || rtcp.srtp() != null);
  }

  /** The port of RTCP alone. */
  RtcpPort rtcp() {
    return rtcp;
  }

  /** Whom to tell when keys do not come; the time before does not count. */
  void listener(Consumer<String> tellTo, long nowNanos) {
    listener = tellTo;
    since = nowNanos;
    told = false;
  }

  /** Handles what arrived at the RTP port and is neither RTP nor RTCP. */
  void received(byte[] buf, int off, int len, InetSocketAddress source, long arrivalNanos) {
    if (PacketKind.of(buf, off, len) == PacketKind.DTLS) {
      dtls.received(buf, off, len, source, arrivalNanos);
    } else if (ice != null) {
      int length = ice.received(buf, off, len, source, arrivalNanos);
      if (length > 0) {
        sockets.rtp().send(ice.answer(), 0, length, source);
      }
    }
  }

  /** Every tick. */
  void check(long nowNanos) {
    if (ice != null && !lost && ice.consentLost(nowNanos)) {
      lost = true;
      onChange.run();
    }
    rtcp.check(nowNanos);
    if (!dtls.waiting()) {
      return;
    }
    dtls.check(nowNanos);
    if (!reachable) {
      since = nowNanos; // on hold nobody shakes hands
    }
    boolean late = nowNanos - since > DtlsLine.LIMIT.toNanos();
    if (listener != null && !told && (dtls.refused() || late)) {
      told = true;
      listener.accept(dtls.problem());
    }
  }

  private void keyed(DtlsKeys keys) {
    security.keys(keys);
    onChange.run();
  }

  @Override
  public boolean mayBe(InetSocketAddress source) {
    return latch.mayShakeHands(source);
  }

  @Override
  public InetSocketAddress target() {
    return latch.target();
  }

  @Override
  public boolean roams() {
    return latch.byIce();
  }

  @Override
  public void send(byte[] datagram, InetSocketAddress to) {
    sockets.rtp().send(datagram, 0, datagram.length, to);
  }

  void close() {
    rtcp.close();
    dtls.close();
    security.close();
  }

  /** For the log at the end of a call. */
  @Override
  public String toString() {
    return "dtls dropped=" + dtls.dropped() + (ice == null ? "" : " ice " + ice);
  }
}
