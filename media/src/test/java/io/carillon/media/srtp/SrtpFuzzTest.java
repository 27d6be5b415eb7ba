package io.carillon.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.carillon.media.session.SrtpSuite;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;

class SrtpFuzzTest {

  @BeforeAll
  static void chooseCrypto() {
    JdkCrypto.warmUp();
  }

  @FuzzTest
  void anythingFromTheNetworkIsRefused(FuzzedDataProvider data) {
    SrtpSuite suite = data.pickValue(SrtpSuite.values());
    byte[] material = new byte[suite.keyAndSaltBytes()];
    Arrays.fill(material, (byte) 7);
    SrtpKeys keys = SrtpKeys.of(suite, material);
    try (SrtpTransform transform = new SrtpTransform(keys, keys, System::nanoTime)) {
      byte[] packet = data.consumeRemainingAsBytes();
      byte[] copy = packet.clone();
      assertThat(transform.unprotectRtp(copy, 0, copy.length)).isNegative();
      copy = packet.clone();
      assertThat(transform.unprotectRtcp(copy, 0, copy.length)).isNegative();
    }
  }

  @FuzzTest
  void whatIsProtectedComesBack(FuzzedDataProvider data) {
    SrtpSuite suite = data.pickValue(SrtpSuite.values());
    SrtpKeys keys = SrtpKeys.of(suite, new byte[suite.keyAndSaltBytes()]);
    byte[] packet = data.consumeRemainingAsBytes();
    byte[] buf = Arrays.copyOf(packet, packet.length + SrtpTransform.MAX_TRAILER_BYTES);
    try (SrtpTransform transform = new SrtpTransform(keys, keys, System::nanoTime)) {
      int length = transform.protectRtp(buf, 0, packet.length);
      if (length >= 0) {
        assertThat(transform.unprotectRtp(buf, 0, length)).isEqualTo(packet.length);
        assertThat(Arrays.copyOf(buf, packet.length)).isEqualTo(packet);
      }
    }
  }
}
