package io.carillon.media.engine;

import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.loop.UdpSocket;
import io.carillon.media.relay.StreamMapping;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.srtp.SrtpTransform;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;

/**
 * The outgoing RTP stream: payload -> header -> SRTP -> socket. Owned by the leg's event loop;
 * allocates nothing per packet.
 */
final class RtpSender {
  /** Between two packets of which the time between is not known: 10 ms. */
  private static final long LEAST_STEP_MICROS = 10_000;

  private final RandomGenerator random;
  private final Latch latch;
  private final KeySender keys = new KeySender();
  private final SendClock clock = new SendClock();
  private final byte[] packet =
      new byte
          [RtpHeader.FIXED_BYTES
              + AudioEncoder.MAX_PAYLOAD_BYTES
              + SrtpTransform.MAX_TRAILER_BYTES];

  private UdpSocket socket;
  private SrtpTransform srtp;
  private int payloadType;
  private int clockRate;
  private boolean enabled;

  private int ssrc;
  private int sequence;
  private int firstSequence;
  private int timestamp;
  private boolean marker = true;

  // Packets of another leg in this stream.
  private final StreamMapping mapping = new StreamMapping();
  private boolean forwarding;
  private long forwardedAt;

  private long packets;
  private long octets;
  private long allPackets;
  private long allBytes;
  private long notSent;

  private final NumberGaps gaps = new NumberGaps();

  RtpSender(RandomGenerator random, Latch latch) {
    this.random = random;
    this.latch = latch;
    newSource();
  }

  /** A new SSRC: after a change of key or clock, when far ends cannot follow the old one. */
  void newSource() {
    ssrc = random.nextInt();
    // The upper half of the numbers stays free, so that the rollover counter does not change in
    // the first seconds, before a far end that joins late has seen a packet (RFC 3711 3.3.1).
    sequence = random.nextInt(1 << 15);
    firstSequence = sequence;
    timestamp = random.nextInt();
    clock.restart();
    marker = true;
    packets = 0;
    octets = 0;
  }

  /**
   * Takes over what a plan says.
   *
   * @param keys null = plain
   * @param hz RTP clock
   * @param on whether audio may be sent at all
   */
  void plan(UdpSocket from, SrtpTransform keys, int type, int hz, boolean on) {
    socket = from;
    srtp = keys;
    if (clockRate != 0 && clockRate != hz) {
      newSource(); // RFC 7160: one source, one clock
    }
    if (type != payloadType || (on && !enabled)) {
      marker = true;
    }
    payloadType = type;
    clockRate = hz;
    enabled = on;
  }

  /**
   * A tick begins.
   *
   * @param dueNanos when it was due
   */
  void tick(long dueNanos) {
    clock.tick(dueNanos);
  }

  /**
   * Sends one packet of audio, or in its place one of a key.
   *
   * @param length bytes of payload; 0 = its time passes without a packet
   * @param ticks of the RTP clock it lasts
   */
  void audio(byte[] payload, int length, int ticks) {
    int missed = clock.missed(timestamp + ticks, clockRate);
    if (missed > 0) {
      timestamp += missed;
      marker = true;
    }
    if (keys.due(timestamp)) {
      int written = keys.next(ticks);
      send(keys.payloadType(), keys.marker(), keys.timestamp(), keys.payload(), written);
      marker = true;
      timestamp += ticks;
      return;
    }
    keys.passed(ticks);
    if (length > 0) {
      send(payloadType, marker, timestamp, payload, length);
      marker = false;
    } else {
      marker = true; // the next one begins a talk spurt (RFC 3551 4.1)
    }
    timestamp += ticks;
  }

  /**
   * Sends on a packet of another leg, in the place it has among that leg's packets. The header is
   * written before the payload, where there must be room for one; behind it there must be room for
   * SRTP.
   *
   * @param ssrc of that leg's packet, as are number and timestamp; its clock must be ours
   */
  void forward(
      byte[] buf,
      int payload,
      int length,
      int type,
      boolean mark,
      int fromSsrc,
      int fromSequence,
      int fromTimestamp,
      long nowNanos) {
    InetSocketAddress target = latch.target();
    if (!enabled || target == null) {
      mapping.release();
      return;
    }
    boolean begins = !mapping.continues(fromSsrc, fromSequence, ssrc);
    if (begins) {
      int next = timestampAt(nowNanos);
      mapping.anchor(fromSsrc, fromSequence, fromTimestamp, ssrc, sequence & 0xFFFF, next);
    }
    int step = mapping.take(fromSequence);
    if (step == StreamMapping.USED) {
      return;
    }
    int number = mapping.sequence(fromSequence);
    int at = mapping.timestamp(fromTimestamp);
    int start = payload - RtpHeader.FIXED_BYTES;
    RtpHeader.write(buf, start, type, mark || begins, number, at, ssrc);
    gaps.used(allNumbers() + step, step - 1);
    if (step > 0) {
      sequence += step;
      timestamp = at;
      forwardedAt = nowNanos;
      forwarding = true;
    }
    transmit(buf, start, length, target);
  }

  /** The present packet of the other leg is not sent: the numbers behind it close up. */
  void leaveOut() {
    mapping.leaveOut();
  }

  /** Audio of our own follows. */
  void stopForwarding(long nowNanos) {
    if (forwarding) {
      timestamp = timestampAt(nowNanos);
      forwarding = false;
      clock.restart();
      marker = true;
      mapping.release();
    }
  }

  /** RTP clock at a moment: of the next packet, or while forwarding as far as time has gone. */
  int timestampAt(long nowNanos) {
    if (!forwarding) {
      return timestamp;
    }
    long micros = Math.max((nowNanos - forwardedAt) / 1000, LEAST_STEP_MICROS);
    return timestamp + (int) (micros * clockRate / 1_000_000);
  }

  private void send(int type, boolean mark, int at, byte[] payload, int length) {
    InetSocketAddress target = latch.target();
    if (!enabled || target == null) {
      return;
    }
    RtpHeader.write(packet, 0, type, mark, sequence++, at, ssrc);
    System.arraycopy(payload, 0, packet, RtpHeader.FIXED_BYTES, length);
    transmit(packet, 0, length, target);
  }

  private void transmit(byte[] buf, int start, int payloadLength, InetSocketAddress target) {
    int size = RtpHeader.FIXED_BYTES + payloadLength;
    packets++;
    octets += payloadLength;
    allBytes += size;
    allPackets++;
    if (srtp != null) {
      size = srtp.protectRtp(buf, start, size);
    }
    if (size < 0 || !socket.send(buf, start, size, target)) {
      notSent++;
    }
  }

  /** Keys in the stream. */
  KeySender keys() {
    return keys;
  }

  int ssrc() {
    return ssrc;
  }

  /** Number of the present source's first packet. */
  int firstSequence() {
    return firstSequence;
  }

  /** Packets of the present source, for sender reports. */
  long packets() {
    return packets;
  }

  /** Payload bytes of the present source, for sender reports. */
  long octets() {
    return octets;
  }

  /** Packets since the start. */
  long allPackets() {
    return allPackets;
  }

  /** Numbers used since the start: packets, and those that were lost before us. */
  long allNumbers() {
    return allPackets + gaps.total();
  }

  /**
   * How many of the first so many numbers stand for packets that never came to us, which no far end
   * can get.
   */
  long gapsAmong(long numbers) {
    return gaps.among(numbers);
  }

  /** Bytes of RTP header and payload since the start. */
  long allBytes() {
    return allBytes;
  }

  /** Packets that did not leave: encryption or socket failed. */
  long notSent() {
    return notSent;
  }
}
