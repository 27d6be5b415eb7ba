package io.carillon.media.engine;

import io.carillon.media.dtmf.TelephoneEvent;
import io.carillon.media.loop.DatagramHandler;
import io.carillon.media.relay.RelayWay;
import io.carillon.media.rtcp.RtcpReader;
import io.carillon.media.rtp.PacketKind;
import io.carillon.media.rtp.ReceiveStatistics;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.srtp.SrtpTransform;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * The way in, from the socket to the jitter buffer:
 *
 * <pre>
 * RTP port  -> kind? -> source? -> SRTP -> latch -> statistics -> audio, CN: jitter buffer
 *                |                                             -> event: digits (and jitter buffer)
 *                |                                             -> G.711 without events: tones of keys
 *                |                                             -> in a call of two: the other leg
 *                +-> RTCP -> SRTCP -> source? -> reports
 * RTCP port ---------^
 * </pre>
 *
 * <p>Owned by the leg's event loop; allocates nothing per packet. What does not belong is counted
 * and dropped.
 */
final class RtpReceiver {
  private final Latch latch;
  private final Playout playout;
  private final DigitReceiver digits;
  private final FarEndReports reports;
  private final InBandKeys inBandKeys;
  private final RtcpReader rtcpReader = new RtcpReader();
  private final LossBursts bursts = new LossBursts();
  private final ReceiveDrops drops = new ReceiveDrops();

  private DatagramHandler other = (buf, off, len, source, at) -> {};
  private DatagramHandler otherOnRtcpPort = other;
  private boolean open;
  private boolean audioWanted;
  private PayloadMap payloads = PayloadMap.NOTHING;
  private SrtpTransform srtp;
  private SrtpTransform srtcp;
  private ReceiveStatistics statistics;
  private int clockRate;
  private InetSocketAddress signalledRtcp;
  private InetSocketAddress rtcpTarget;

  private RelayWay onward;

  private String codec = "";
  private long heardAt;
  private long rtcpPackets;
  private long rtcpBytes;

  RtpReceiver(
      Latch latch,
      Playout playout,
      DigitReceiver digits,
      FarEndReports reports,
      InBandKeys inBandKeys) {
    this.latch = latch;
    this.playout = playout;
    this.digits = digits;
    this.reports = reports;
    this.inBandKeys = inBandKeys;
  }

  /** Where packets go in a call of two; null = nowhere. */
  void onward(RelayWay way) {
    onward = way;
    digits.onward(way);
    inBandKeys.onward(way);
  }

  /** Who takes what arrives at the two ports for ICE and DTLS. */
  void onOther(DatagramHandler onRtpPort, DatagramHandler onRtcpPort) {
    other = onRtpPort;
    otherOnRtcpPort = onRtcpPort;
  }

  /**
   * Takes over what a plan says; the latch has been opened before.
   *
   * @param transport has the keys; while it is not ready nothing is taken
   */
  void plan(AudioPlan plan, LegTransport transport, long nowNanos) {
    open = transport.ready();
    audioWanted = plan.direction().receives();
    payloads = new PayloadMap(plan.receive());
    digits.plan(payloads);
    inBandKeys.plan(plan);
    srtp = transport.srtp();
    srtcp = transport.srtcp();
    if (!Objects.equals(signalledRtcp, plan.remoteRtcp())) {
      signalledRtcp = plan.remoteRtcp();
      rtcpTarget = signalledRtcp;
    }
    if (statistics == null) {
      boolean authenticated = !(plan.security() instanceof MediaSecurity.Plain);
      clockRate = plan.send().clockRate();
      statistics =
          new ReceiveStatistics(clockRate, authenticated ? 1 : ReceiveStatistics.MIN_SEQUENTIAL);
    }
    heardAt = nowNanos;
  }

  /** Handles a datagram of the RTP port, where RTCP may come too (RFC 5761). */
  void onRtpPort(byte[] buf, int off, int len, InetSocketAddress source, long arrivalNanos) {
    switch (PacketKind.of(buf, off, len)) {
      case RTP -> rtp(buf, off, len, source, arrivalNanos);
      case RTCP -> rtcp(srtp, buf, off, len, source, arrivalNanos);
      case DTLS, STUN -> other.received(buf, off, len, source, arrivalNanos);
      default -> drops.notMedia++;
    }
  }

  /** Handles a datagram of the RTCP port. */
  void onRtcpPort(byte[] buf, int off, int len, InetSocketAddress source, long arrivalNanos) {
    switch (PacketKind.of(buf, off, len)) {
      case RTCP -> rtcp(srtcp, buf, off, len, source, arrivalNanos);
      case DTLS, STUN -> otherOnRtcpPort.received(buf, off, len, source, arrivalNanos);
      default -> drops.notMedia++;
    }
  }

  private void rtp(byte[] buf, int off, int len, InetSocketAddress source, long arrivalNanos) {
    if (!open || !latch.mayBe(source, arrivalNanos)) {
      drops.foreign++;
      return;
    }
    int length = len;
    if (RtpHeader.headerLength(buf, off, len) < 0) {
      drops.malformed++;
      return;
    }
    if (srtp != null) {
      length = srtp.unprotectRtp(buf, off, len);
      if (length < 0) {
        drops.srtp(length);
        return;
      }
    }
    int payload = RtpHeader.payloadOffset(buf, off, length);
    if (payload < 0) {
      drops.malformed++;
      return;
    }
    int ssrc = RtpHeader.ssrc(buf, off);
    int sequence = RtpHeader.sequence(buf, off);
    if (!latch.accepts(source, ssrc, sequence, arrivalNanos)) {
      drops.foreign++;
      return;
    }
    heardAt = arrivalNanos;
    int payloadLength = RtpHeader.payloadLength(buf, off, length);
    count(buf, off, length, payloadLength, arrivalNanos);
    if (audioWanted) {
      deliver(buf, off, payload, payloadLength, arrivalNanos);
    }
  }

  private void count(byte[] buf, int off, int length, int payloadLength, long arrivalNanos) {
    int type = RtpHeader.payloadType(buf, off);
    int ssrc = RtpHeader.ssrc(buf, off);
    int sequence = RtpHeader.sequence(buf, off);
    if (payloads.kind(type) == PayloadMap.Kind.AUDIO) {
      if (payloads.clockRate(type) != clockRate) {
        clockRate = payloads.clockRate(type);
        statistics.clockRate(clockRate);
      }
      codec = payloads.name(type);
    }
    statistics.received(ssrc, sequence, RtpHeader.timestamp(buf, off), length, arrivalNanos);
    bursts.packet(ssrc, sequence);
  }

  private void deliver(byte[] buf, int off, int payload, int length, long arrivalNanos) {
    int type = RtpHeader.payloadType(buf, off);
    int ssrc = RtpHeader.ssrc(buf, off);
    int sequence = RtpHeader.sequence(buf, off);
    int timestamp = RtpHeader.timestamp(buf, off);
    boolean marker = RtpHeader.marker(buf, off);
    RelayWay way = onward;
    PayloadMap.Kind kind = payloads.kind(type);
    boolean event =
        kind == PayloadMap.Kind.TELEPHONE_EVENT
            || (kind == PayloadMap.Kind.UNKNOWN
                && TelephoneEvent.looksLikeOne(type, buf, payload, length));
    if (way != null) {
      announce(way, kind, event, type, timestamp, arrivalNanos);
    }
    if (event) {
      digits.event(ssrc, sequence, timestamp, marker, buf, payload, length, arrivalNanos);
    } else if (kind == PayloadMap.Kind.UNKNOWN) {
      drops.unknownPayload++;
    } else if (inBandKeys.hears(type)) {
      char begun = inBandKeys.packet(type, timestamp, buf, payload, length);
      digits.inBand(begun, inBandKeys.held(), arrivalNanos);
    }
    if (way == null || way.decoding()) {
      playout.put(ssrc, sequence, timestamp, type, buf, payload, length, arrivalNanos);
    }
    if (way != null) {
      // Last, because it is encrypted in place.
      way.forward(
          buf, payload, length, type, event, marker, ssrc, sequence, timestamp, arrivalNanos);
    }
  }

  private static void announce(
      RelayWay way, PayloadMap.Kind kind, boolean event, int type, int timestamp, long at) {
    if (event) {
      way.event(type, timestamp, at);
    } else if (kind == PayloadMap.Kind.AUDIO) {
      way.audio(type, at);
    } else if (kind == PayloadMap.Kind.COMFORT_NOISE) {
      way.comfortNoise(at);
    }
  }

  private void rtcp(
      SrtpTransform keys,
      byte[] buf,
      int off,
      int len,
      InetSocketAddress source,
      long arrivalNanos) {
    if (!open || (keys == null && (srtp != null || !sameHost(source)))) {
      drops.foreign++;
      return;
    }
    int length = len;
    if (keys != null) {
      length = keys.unprotectRtcp(buf, off, len);
      if (length < 0) {
        drops.srtp(length);
        return;
      }
    }
    reports.arriving(arrivalNanos);
    if (rtcpReader.read(buf, off, length, reports) < 0) {
      drops.malformed++;
      return;
    }
    rtcpPackets++;
    rtcpBytes += length;
    heardAt = arrivalNanos;
    rtcpTarget = source;
  }

  /** RTCP comes from the host RTP comes from; before any came, from where it was announced. */
  private boolean sameHost(InetSocketAddress source) {
    InetSocketAddress target = latch.target();
    return target != null && source.getAddress().equals(target.getAddress());
  }

  /** Where our reports go when they do not share the RTP port; null = nowhere yet. */
  InetSocketAddress rtcpTarget() {
    return rtcpTarget;
  }

  /** When RTP or RTCP of the far end came last, or a plan was taken over. */
  long heardAt() {
    return heardAt;
  }

  /** Null before the first plan. */
  ReceiveStatistics statistics() {
    return statistics;
  }

  double burstRatio() {
    return bursts.ratio();
  }

  /** Name of the codec received last, empty before the first packet. */
  String codec() {
    return codec;
  }

  long rtcpPackets() {
    return rtcpPackets;
  }

  long rtcpBytes() {
    return rtcpBytes;
  }

  /** What was dropped and why. */
  ReceiveDrops drops() {
    return drops;
  }
}
