package io.carillon.media.engine;

import io.carillon.media.loop.UdpSocket;
import io.carillon.media.rtcp.ReportBlock;
import io.carillon.media.rtcp.RtcpInterval;
import io.carillon.media.rtcp.RtcpWriter;
import io.carillon.media.rtp.ReceiveStatistics;
import io.carillon.media.srtp.SrtpTransform;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Sends SR or RR with SDES about every five seconds, and BYE at the end (RFC 3550 6). Owned by the
 * leg's event loop; allocates nothing but a writer per SSRC.
 */
final class RtcpReporter {
  /** Both directions of G.711 with headers; a session of two never comes near the 5 % anyway. */
  private static final int SESSION_BITS_PER_SECOND = 160_000;

  private final WallClock wallClock;
  private final RtpSender sender;
  private final FarEndReports farEnd;
  private final String cname;
  private final RtcpInterval interval;
  private final ReportBlock block = new ReportBlock();
  private final byte[] packet =
      new byte[RtcpWriter.MAX_BYTES + SrtpTransform.MAX_TRAILER_BYTES + 4];

  private RtcpWriter writer;
  private int writerSsrc;
  private long due = Long.MAX_VALUE;
  private long packetsAtLastReport;
  private long packets;
  private long bytes;

  RtcpReporter(
      WallClock wallClock,
      RtpSender sender,
      FarEndReports farEnd,
      String cname,
      RandomGenerator random) {
    this.wallClock = wallClock;
    this.sender = sender;
    this.farEnd = farEnd;
    this.cname = cname;
    this.interval =
        new RtcpInterval(random, RtcpInterval.RFC_MINIMUM_MILLIS, SESSION_BITS_PER_SECOND);
  }

  /** The session has begun. */
  void start(long nowNanos) {
    if (due == Long.MAX_VALUE) {
      due = nowNanos + TimeUnit.MILLISECONDS.toNanos(interval.firstMillis());
    }
  }

  boolean isDue(long nowNanos) {
    return nowNanos - due >= 0 && due != Long.MAX_VALUE;
  }

  /**
   * Sends a report.
   *
   * @param target null = nowhere yet
   */
  void report(
      long nowNanos,
      ReceiveStatistics received,
      SrtpTransform srtp,
      UdpSocket socket,
      InetSocketAddress target) {
    due = nowNanos + TimeUnit.MILLISECONDS.toNanos(interval.nextMillis());
    if (target != null) {
      send(compound(nowNanos, received), srtp, socket, target);
    }
  }

  /** Says goodbye: a report with BYE behind it. */
  void bye(
      long nowNanos,
      ReceiveStatistics received,
      SrtpTransform srtp,
      UdpSocket socket,
      InetSocketAddress target) {
    due = Long.MAX_VALUE;
    if (target != null) {
      int length = compound(nowNanos, received);
      length += writer.bye(packet, length, null);
      send(length, srtp, socket, target);
    }
  }

  private int compound(long nowNanos, ReceiveStatistics received) {
    if (writer == null || writerSsrc != sender.ssrc()) {
      writerSsrc = sender.ssrc();
      writer = new RtcpWriter(writerSsrc, cname);
    }
    ReportBlock about =
        received != null && received.hasSource()
            ? block.fill(
                received, farEnd.lastSenderReport(), farEnd.delaySinceLastSenderReport(nowNanos))
            : null;
    boolean sent = sender.allPackets() != packetsAtLastReport;
    packetsAtLastReport = sender.allPackets();
    return sent
        ? writer.senderReport(
            packet,
            0,
            wallClock.ntp(nowNanos),
            sender.timestampAt(nowNanos),
            sender.packets(),
            sender.octets(),
            about)
        : writer.receiverReport(packet, 0, about);
  }

  private void send(int length, SrtpTransform srtp, UdpSocket socket, InetSocketAddress target) {
    packets++;
    bytes += length;
    interval.compound(length);
    int size = srtp == null ? length : srtp.protectRtcp(packet, 0, length);
    if (size > 0) {
      socket.send(packet, 0, size, target);
    }
  }

  /** Compound packets sent. */
  long packets() {
    return packets;
  }

  long bytes() {
    return bytes;
  }
}
