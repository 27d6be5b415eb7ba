package io.carillon.benchmarks;

import io.carillon.media.codec.Codecs;
import io.carillon.media.jitter.JitterPlayout;
import io.carillon.media.jitter.JitterSettings;
import io.carillon.media.loop.Tick;
import io.carillon.media.pack.AudioPacketizer;
import io.carillon.media.pack.FormatFacts;
import io.carillon.media.pack.StreamFormat;
import io.carillon.media.rtp.ReceiveStatistics;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.session.SrtpSuite;
import io.carillon.media.srtp.JdkCrypto;
import io.carillon.media.srtp.SrtpTransform;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One packet of 20 ms from the socket's bytes to PCM and from PCM to the socket's bytes: header,
 * SRTP, statistics, jitter buffer, decode, encode, header, SRTP. No socket.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PacketPathBenchmark {
  private static final int TYPE = 96;
  private static final int SSRC = 12345;
  private static final long TICK_NANOS = Tick.MILLIS * 1_000_000L;

  @Param({"PCMU", "G722", "opus"})
  String codec;

  @Param({"plain", "AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
  String security;

  private final byte[] in = new byte[1500];
  private final byte[] out = new byte[1500];
  private short[] pcm;
  private JitterPlayout playout;
  private AudioPacketizer source;
  private AudioPacketizer packetizer;
  private ReceiveStatistics statistics;
  private SrtpTransform peer;
  private SrtpTransform ours;
  private int sequence;
  private int timestamp;
  private long now;

  /** Both ends of a leg and a second of sound to send. */
  @Setup
  public void open() {
    Codecs codecs = new Codecs();
    PayloadFormat format =
        codec.equals("opus")
            ? new PayloadFormat("opus", 48000, 2, "useinbandfec=1")
            : new PayloadFormat(codec, 8000, 1, "");
    FormatFacts facts = new FormatFacts(codecs);
    source = new AudioPacketizer(new StreamFormat(format, Tick.MILLIS), facts);
    packetizer = new AudioPacketizer(new StreamFormat(format, Tick.MILLIS), facts);
    playout = new JitterPlayout(source.rate(), JitterSettings.DEFAULT);
    playout.formats(Map.of(TYPE, format), codecs);
    statistics = new ReceiveStatistics(format.clockRate(), 1);
    pcm = new short[source.rate() / Tick.PER_SECOND];
    Random random = new Random(1);
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] =
          (short) (6000 * Math.sin(2 * Math.PI * 440 * i / source.rate()) + random.nextInt(200));
    }
    if (!security.equals("plain")) {
      JdkCrypto.warmUp();
      SrtpSuite suite = SrtpSuite.valueOf(security);
      byte[] one = new byte[suite.keyAndSaltBytes()];
      byte[] two = new byte[suite.keyAndSaltBytes()];
      random.nextBytes(one);
      random.nextBytes(two);
      peer = SrtpTransform.of(new MediaSecurity.Sdes(suite, one, two), System::nanoTime);
      ours = SrtpTransform.of(new MediaSecurity.Sdes(suite, two, one), System::nanoTime);
    }
  }

  /** What the far end's side of the other measurements costs: encode, header, SRTP. */
  @Benchmark
  public int send() {
    return write(source, peer, in);
  }

  /** Far end's send, then receive, decode, encode and send: subtract {@link #send}. */
  @Benchmark
  public int roundTrip() {
    int length = write(source, peer, in);
    if (ours != null) {
      length = ours.unprotectRtp(in, 0, length);
    }
    int payload = RtpHeader.payloadOffset(in, 0, length);
    statistics.received(SSRC, RtpHeader.sequence(in, 0), RtpHeader.timestamp(in, 0), length, now);
    playout.put(
        SSRC,
        RtpHeader.sequence(in, 0),
        RtpHeader.timestamp(in, 0),
        TYPE,
        in,
        payload,
        length - payload,
        now);
    now += TICK_NANOS;
    playout.read(pcm, 0, pcm.length, now);
    sequence++;
    timestamp += source.ticks();
    return write(packetizer, ours, out);
  }

  private int write(AudioPacketizer from, SrtpTransform keys, byte[] packet) {
    from.push(pcm, 0);
    RtpHeader.write(packet, 0, TYPE, false, sequence, timestamp, SSRC);
    int length = from.length(0);
    System.arraycopy(from.payload(0), 0, packet, RtpHeader.FIXED_BYTES, length);
    length += RtpHeader.FIXED_BYTES;
    if (from == source && keys != null) {
      sendSequence(packet);
    }
    return keys == null ? length : keys.protectRtp(packet, 0, length);
  }

  /** SRTP refuses a packet it has seen: each gets a number of its own. */
  private void sendSequence(byte[] packet) {
    RtpHeader.write(packet, 0, TYPE, false, ++sequence & 0xFFFF, timestamp, SSRC);
  }
}
