package io.carillon.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.SrtpSuite;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoAttributeTest {
  /** 30 bytes: key and salt of AES_CM_128; the key of RFC 4568 section 6.1's example. */
  private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

  private static final String LINE = "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "|2^20",
        "|2^31",
        "|1048576",
        "|2^48 WSH=128",
        " WSH=64 FEC_ORDER=SRTP_FEC",
        " -x-own=3"
      })
  void takesTheLineWith(String rest) {
    CryptoAttribute read = CryptoAttribute.parse(LINE + rest);
    assertThat(read).isInstanceOf(CryptoAttribute.Usable.class);
    assertThat(((CryptoAttribute.Usable) read).key()).isEqualTo(Base64.getDecoder().decode(KEY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|2^20|1:4;MKI",
        "|1:4;MKI",
        "|2^20|2^20;lifetime",
        "|forever;lifetime",
        "|;lifetime",
        "' UNENCRYPTED_SRTCP';without encryption",
        "' UNENCRYPTED_SRTP';without encryption",
        "' UNAUTHENTICATED_SRTP';without encryption",
        "' WSH=128 KDR=1';derivation rate",
        "' WSH=32';window",
        "' FEC_KEY=inline:x';unknown SRTP session parameter",
        "' NEW=1';unknown SRTP session parameter"
      })
  void passesOverTheLineWith(String rest, String reason) {
    assertUnusable(LINE + rest, reason);
  }

  @Test
  void passesOverSeveralKeys() {
    assertUnusable(LINE + "|2^20|1:4;inline:" + KEY + "|2^20|2:4", "several");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1 AES_CM_128_HMAC_SHA1_80",
        "x AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
        "1 F8_128_HMAC_SHA1_80 inline:" + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 outline:" + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 inline:",
        "1 AES_CM_128_HMAC_SHA1_80 inline:%%%%",
        "1 AES_CM_128_HMAC_SHA1_80 inline:AAAA",
        "1 AES_256_CM_HMAC_SHA1_80 inline:" + KEY,
        "1 AEAD_AES_128_GCM inline:" + KEY
      })
  void passesOverMalformedLines(String value) {
    assertThat(CryptoAttribute.parse(value)).isInstanceOf(CryptoAttribute.Unusable.class);
  }

  @ParameterizedTest
  @EnumSource(SrtpSuite.class)
  void readsTheKeyOfEachSuiteWithAndWithoutPadding(SrtpSuite suite) {
    String padded = "9 " + suite.sdpName() + " " + SdpSamples.inline(3, suite);
    for (String value : new String[] {padded, padded.replace("=", "")}) {
      CryptoAttribute.Usable usable = (CryptoAttribute.Usable) CryptoAttribute.parse(value);
      assertThat(usable.suite()).isEqualTo(suite);
      assertThat(usable.key()).isEqualTo(SdpSamples.keyBytes(3, suite.keyAndSaltBytes()));
      assertThat(usable.toAttribute().value()).isEqualTo(padded);
    }
  }

  @Test
  void repeatsTheSpellingOfTheFarEnd() {
    String value =
        "2 AES_CM_256_HMAC_SHA1_32 " + SdpSamples.inline(1, SrtpSuite.AES_256_CM_HMAC_SHA1_32);
    CryptoAttribute.Usable usable = (CryptoAttribute.Usable) CryptoAttribute.parse(value);
    assertThat(usable.suite()).isEqualTo(SrtpSuite.AES_256_CM_HMAC_SHA1_32);
    assertThat(usable.toAttribute()).isEqualTo(new Attribute("crypto", value));
    assertThat(usable.toString() + usable.toAttribute()).doesNotContain("inline");
  }

  private static void assertUnusable(String value, String reason) {
    assertThat(CryptoAttribute.parse(value))
        .isInstanceOfSatisfying(
            CryptoAttribute.Unusable.class,
            unusable -> assertThat(unusable.reason()).contains(reason));
  }
}
