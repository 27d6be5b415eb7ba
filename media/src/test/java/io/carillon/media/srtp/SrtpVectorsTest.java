package io.carillon.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.SrtpSuite;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reference packets that libsrtp and rtpengine test themselves with: SSRC cafebabe, sequence number
 * 1234 (hex), rollover counter 0, SRTCP index 1. The RFCs give vectors of ciphers and key
 * derivation; these packets go through all of it.
 */
class SrtpVectorsTest {
  private static final String RTP = "800f1234decafbadcafebabeabababababababababababababababab";
  private static final String RTCP = "81c8000bcafebabeabababababababababababababababab";

  private static final String LONG_KEY =
      "e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6c173"
          + "c317f2dabe357793b6960b3aabe6";

  @BeforeAll
  static void chooseCrypto() {
    JdkCrypto.warmUp();
  }

  static Stream<Arguments> rtp() {
    return Stream.of(
        Arguments.of(
            SrtpSuite.AES_CM_128_HMAC_SHA1_80,
            LONG_KEY.substring(0, 60),
            "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb"),
        Arguments.of(
            SrtpSuite.AES_CM_128_HMAC_SHA1_32,
            LONG_KEY.substring(0, 60),
            "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc"),
        Arguments.of(
            SrtpSuite.AES_256_CM_HMAC_SHA1_80,
            LONG_KEY,
            "800f1234decafbadcafebabe0098219f7ebdba1c3d22f4936f1eac9906f6b227c84961a7b428"),
        Arguments.of(
            SrtpSuite.AES_256_CM_HMAC_SHA1_80,
            "f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6"
                + "3b04803de51ee7c96423ab5b78d2",
            "800f1234decafbadcafebabef1d9de17ff251ff1aa007774b0b4b40da08d9d9a5b3a55d8873b"),
        Arguments.of(
            SrtpSuite.AEAD_AES_128_GCM,
            "000102030405060708090a0b0c0d0e0fa0a1a2a3a4a5a6a7a8a9aaab",
            "800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06ed2976826f796b201df3131a1"
                + "27e8a392"));
  }

  static Stream<Arguments> rtcp() {
    return Stream.of(
        Arguments.of(
            SrtpSuite.AES_CM_128_HMAC_SHA1_80,
            LONG_KEY.substring(0, 60),
            "81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798"),
        Arguments.of(
            SrtpSuite.AES_CM_128_HMAC_SHA1_32,
            LONG_KEY.substring(0, 60),
            "81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798"),
        Arguments.of(
            SrtpSuite.AES_256_CM_HMAC_SHA1_80,
            LONG_KEY,
            "81c8000bcafebabe0a865d339e3126935923" + "87d45b99a5578000000184f3b4f2b595615af9b5"),
        Arguments.of(
            SrtpSuite.AEAD_AES_128_GCM,
            "000102030405060708090a0b0c0d0e0fa0a1a2a3a4a5a6a7a8a9aaab",
            "81c8000bcafebabec98b8b5df0392a55852b6c21ac8e7025c52c6fbea2b3b446ea31123ba88ce61e"
                + "80000001"));
  }

  @ParameterizedTest
  @MethodSource("rtp")
  void protectsAndUnprotectsTheReferencePacket(SrtpSuite suite, String key, String expected) {
    SrtpTransform transform = transform(suite, key);
    byte[] buf = Arrays.copyOf(HexFormat.of().parseHex(RTP), 100);

    int length = transform.protectRtp(buf, 0, 28);
    assertThat(HexFormat.of().formatHex(buf, 0, length)).isEqualTo(expected);

    length = transform.unprotectRtp(buf, 0, length);
    assertThat(HexFormat.of().formatHex(buf, 0, length)).isEqualTo(RTP);
  }

  @ParameterizedTest
  @MethodSource("rtcp")
  void protectsAndUnprotectsTheReferenceReport(SrtpSuite suite, String key, String expected) {
    SrtpTransform transform = transform(suite, key);
    byte[] first = Arrays.copyOf(HexFormat.of().parseHex(RTCP), 100);
    transform.protectRtcp(first, 0, 24); // index 0
    byte[] buf = Arrays.copyOf(HexFormat.of().parseHex(RTCP), 100);

    int length = transform.protectRtcp(buf, 0, 24);
    assertThat(HexFormat.of().formatHex(buf, 0, length)).isEqualTo(expected);

    length = transform.unprotectRtcp(buf, 0, length);
    assertThat(HexFormat.of().formatHex(buf, 0, length)).isEqualTo(RTCP);
  }

  /**
   * No reference packet for this suite is at hand: RFC 7714 and RFC 3711 4.3 spelled out instead.
   */
  @Test
  void gcmWithLongKeysFollowsTheRfcs() throws GeneralSecurityException {
    SrtpSuite suite = SrtpSuite.AEAD_AES_256_GCM;
    byte[] material = Arrays.copyOf(HexFormat.of().parseHex(LONG_KEY), suite.keyAndSaltBytes());
    byte[] packet = HexFormat.of().parseHex(RTP);
    byte[] iv = HexFormat.of().parseHex("0000cafebabe000000001234"); // 0, SSRC, ROC, SEQ
    byte[] salt = sessionKey(material, 2, 12);
    for (int i = 0; i < 12; i++) {
      iv[i] ^= salt[i];
    }
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    SecretKeySpec key = new SecretKeySpec(sessionKey(material, 0, 32), "AES");
    gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
    gcm.updateAAD(packet, 0, 12);
    byte[] expected = Arrays.copyOf(packet, 44);
    gcm.doFinal(packet, 12, 16, expected, 12);

    byte[] buf = Arrays.copyOf(packet, 60);
    SrtpKeys keys = SrtpKeys.of(suite, material);
    int length = new SrtpTransform(keys, keys, System::nanoTime).protectRtp(buf, 0, 28);

    assertThat(Arrays.copyOf(buf, length)).isEqualTo(expected);
  }

  /** The key derivation of RFC 3711 4.3.3 with the 12-byte salt of RFC 7714 11. */
  private static byte[] sessionKey(byte[] material, int label, int bytes)
      throws GeneralSecurityException {
    byte[] counter = new byte[16];
    System.arraycopy(material, 32, counter, 0, 12);
    counter[7] ^= (byte) label;
    Cipher cm = Cipher.getInstance("AES/CTR/NoPadding");
    cm.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(material, 0, 32, "AES"),
        new IvParameterSpec(counter));
    return cm.doFinal(new byte[bytes]);
  }

  private static SrtpTransform transform(SrtpSuite suite, String key) {
    SrtpKeys keys = SrtpKeys.of(suite, HexFormat.of().parseHex(key));
    return new SrtpTransform(keys, keys, System::nanoTime);
  }
}
