package io.carillon.sip.sdp;

import static io.carillon.sip.sdp.SdpSamples.accepted;
import static io.carillon.sip.sdp.SdpSamples.audio;
import static io.carillon.sip.sdp.SdpSamples.crypto;
import static io.carillon.sip.sdp.SdpSamples.keyBytes;
import static io.carillon.sip.sdp.SdpSamples.local;
import static io.carillon.sip.sdp.SdpSamples.refused;
import static io.carillon.sip.sdp.SdpSamples.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.SrtpSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SecurityTest {
  private static final SrtpSuite CM_80 = SrtpSuite.AES_CM_128_HMAC_SHA1_80;

  /** Plain, opportunistic (RFC 8643), SDES only and DTLS offers against each policy. */
  @ParameterizedTest
  @CsvSource({
    "RTP/AVP, false, REQUIRED, 302",
    "RTP/AVP, false, PREFERRED, plain",
    "RTP/AVP, false, OFF, plain",
    "RTP/AVP, true, REQUIRED, sdes",
    "RTP/AVP, true, PREFERRED, sdes",
    "RTP/AVP, true, OFF, plain",
    "RTP/AVPF, true, PREFERRED, sdes",
    "RTP/SAVP, true, REQUIRED, sdes",
    "RTP/SAVP, true, PREFERRED, sdes",
    "RTP/SAVP, true, OFF, 302",
    "RTP/SAVP, false, REQUIRED, 306",
    "RTP/SAVP, false, PREFERRED, 306",
    "rtp/savpf, true, PREFERRED, sdes",
    "UDP/TLS/RTP/SAVPF, false, PREFERRED, 302",
    "UDP/TLS/RTP/SAVP, false, REQUIRED, 302",
    "UDP/TLS/RTP/SAVPF, true, REQUIRED, sdes"
  })
  void followsThePolicy(String protocol, boolean keys, SrtpPolicy policy, String expected)
      throws Exception {
    SessionDescription offer =
        sdp(
            "m=audio 5004 " + protocol + " 0",
            keys ? crypto(4, CM_80, 9) : "a=fingerprint:sha-256 00");
    if (expected.startsWith("3")) {
      Negotiation.Refused refused = refused(offer, local(policy));
      assertThat(refused.status()).isEqualTo(488);
      assertThat(refused.warningCode()).isEqualTo(Integer.parseInt(expected));
      return;
    }
    Negotiation.Accepted answer = accepted(offer, local(policy));
    assertThat(audio(answer).protocol()).isEqualTo(protocol);
    if (expected.equals("plain")) {
      assertThat(answer.plan().security()).isInstanceOf(MediaSecurity.Plain.class);
      assertThat(audio(answer).attribute("crypto")).isEmpty();
    } else {
      MediaSecurity.Sdes sdes = (MediaSecurity.Sdes) answer.plan().security();
      assertThat(sdes.remote()).isEqualTo(keyBytes(9, 30));
      assertThat("a=crypto:" + audio(answer).attribute("crypto").orElseThrow())
          .isEqualTo(crypto(4, CM_80, 1));
      assertThat(sdes.local()).isEqualTo(keyBytes(1, 30));
    }
  }

  @ParameterizedTest
  @EnumSource(SrtpSuite.class)
  void canDoEachSuite(SrtpSuite suite) throws Exception {
    SessionDescription offer = sdp("m=audio 5004 RTP/SAVP 0", crypto(1, suite, 9));
    MediaSecurity.Sdes sdes =
        (MediaSecurity.Sdes) accepted(offer, local(SrtpPolicy.REQUIRED)).plan().security();
    assertThat(sdes.suite()).isEqualTo(suite);
  }

  @Test
  void takesTheFirstLineItCanUse() throws Exception {
    SessionDescription offer =
        sdp(
            "m=audio 5004 RTP/SAVP 0",
            "a=crypto:1 F8_128_HMAC_SHA1_80 inline:AAAA",
            crypto(2, CM_80, 2) + "|2^20|1:4",
            crypto(3, CM_80, 3) + " UNENCRYPTED_SRTCP",
            "a=crypto:4 " + CM_80 + " inline:tooshort",
            crypto(5, CM_80, 5) + "|2^20",
            crypto(6, SrtpSuite.AEAD_AES_256_GCM, 6));
    Negotiation.Accepted answer = accepted(offer, local(SrtpPolicy.PREFERRED));
    assertThat(audio(answer).attribute("crypto").orElseThrow()).startsWith("5 ");
    assertThat(((MediaSecurity.Sdes) answer.plan().security()).remote()).isEqualTo(keyBytes(5, 30));
  }

  @Test
  void saysWhyNoLineWillDo() throws Exception {
    SessionDescription offer = sdp("m=audio 5004 RTP/SAVP 0", crypto(2, CM_80, 2) + "|2^20|1:4");
    assertThat(refused(offer, local(SrtpPolicy.PREFERRED)).text()).contains("MKI");
  }

  /** RTP/AVP whose keys are of no use is a plain offer all the same (RFC 8643 3.1). */
  @Test
  void opportunisticOfferWithoutUsableKeysStaysPlain() throws Exception {
    SessionDescription offer = sdp("m=audio 5004 RTP/AVP 0", "a=crypto:1 nonsense");
    assertThat(accepted(offer, local(SrtpPolicy.PREFERRED)).plan().security())
        .isInstanceOf(MediaSecurity.Plain.class);
    assertThat(refused(offer, local(SrtpPolicy.REQUIRED)).warningCode()).isEqualTo(306);
  }

  @Test
  void takesTheEncryptedOfTwoLinesWhenRequired() throws Exception {
    SessionDescription offer =
        sdp("m=audio 5004 RTP/AVP 0", "m=audio 5006 RTP/SAVP 0", crypto(1, CM_80, 2));
    assertThat(accepted(offer, local(SrtpPolicy.REQUIRED)).audioLine()).isEqualTo(1);
    assertThat(accepted(offer, local(SrtpPolicy.PREFERRED)).audioLine()).isZero();
  }

  @Test
  void readsKeysOfTheSession() throws Exception {
    SessionDescription offer = sdp(crypto(1, CM_80, 2), "m=audio 5006 RTP/SAVP 0");
    assertThat(accepted(offer, local(SrtpPolicy.PREFERRED)).plan().security())
        .isInstanceOf(MediaSecurity.Sdes.class);
  }
}
