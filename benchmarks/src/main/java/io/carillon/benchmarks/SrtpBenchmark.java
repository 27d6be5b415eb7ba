package io.carillon.benchmarks;

import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.SrtpSuite;
import io.carillon.media.srtp.JdkCrypto;
import io.carillon.media.srtp.SrtpTransform;
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
 * What jitsi-srtp alone costs and allocates for the packets of {@link
 * PacketPathBenchmark#roundTrip}: the far end protects one, we unprotect it and protect ours. What
 * that one allocates with SRTP and this one does not, is ours.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SrtpBenchmark {
  private static final int SSRC = 12345;
  private static final int SAMPLES = 160;

  @Param({"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
  String security;

  private final byte[] in = new byte[1500];
  private final byte[] out = new byte[1500];
  private SrtpTransform peer;
  private SrtpTransform ours;
  private int sequence;

  /** The keys of both ends. */
  @Setup
  public void open() {
    JdkCrypto.warmUp();
    SrtpSuite suite = SrtpSuite.valueOf(security);
    Random random = new Random(1);
    byte[] one = new byte[suite.keyAndSaltBytes()];
    byte[] two = new byte[suite.keyAndSaltBytes()];
    random.nextBytes(one);
    random.nextBytes(two);
    peer = SrtpTransform.of(new MediaSecurity.Sdes(suite, one, two), System::nanoTime);
    ours = SrtpTransform.of(new MediaSecurity.Sdes(suite, two, one), System::nanoTime);
  }

  /** Protect, unprotect, protect. */
  @Benchmark
  public int protectUnprotectProtect() {
    sequence++;
    int length = ours.unprotectRtp(in, 0, peer.protectRtp(in, 0, packet(in)));
    return length + ours.protectRtp(out, 0, packet(out));
  }

  private int packet(byte[] buf) {
    RtpHeader.write(buf, 0, 0, false, sequence & 0xFFFF, sequence * SAMPLES, SSRC);
    return RtpHeader.FIXED_BYTES + SAMPLES;
  }
}
