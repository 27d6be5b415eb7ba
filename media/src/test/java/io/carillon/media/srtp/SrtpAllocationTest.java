package io.carillon.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.SrtpSuite;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How much the heap pays for a packet. All of it is inside jitsi-srtp and the JDK's ciphers (a
 * parameter object and a copy of the key per packet, the tag of HMAC, the work space of GCM); our
 * own part is nothing.
 */
class SrtpAllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 20_000;
  private static final int PLAIN = 172;

  private final byte[] buf = new byte[256];
  private int sequence;

  private void once(SrtpTransform transform) {
    sequence = (sequence + 1) & 0xFFFF;
    int header = RtpHeader.write(buf, 0, 0, false, sequence, 160 * sequence, 1);
    int length = transform.protectRtp(buf, 0, header + 160);
    if (transform.unprotectRtp(buf, 0, length) != PLAIN) {
      throw new AssertionError("packet " + sequence);
    }
  }

  @ParameterizedTest
  @EnumSource(SrtpSuite.class)
  void theGarbageOfAPacketIsBounded(SrtpSuite suite, TestReporter reporter) {
    JdkCrypto.warmUp();
    SrtpKeys keys = SrtpKeys.of(suite, new byte[suite.keyAndSaltBytes()]);
    SrtpTransform transform = new SrtpTransform(keys, keys, System::nanoTime);
    for (int i = 0; i < WARM_UP; i++) {
      once(transform);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < MEASURED; i++) {
      once(transform);
    }
    long perPair = (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED;

    reporter.publishEntry(suite + ": bytes per packet protected and unprotected", "" + perPair);
    assertThat(perPair).isLessThan(SrtpContexts.isGcm(suite) ? 3500 : 1200);
  }
}
