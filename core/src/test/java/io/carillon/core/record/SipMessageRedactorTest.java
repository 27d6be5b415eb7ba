package io.carillon.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipMessageRedactorTest {
  private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

  private static final String INVITE =
      """
      INVITE sip:0123456789@meet.example.com:5061;transport=tls SIP/2.0\r
      Via: SIP/2.0/TLS 192.0.2.7:5061;branch=z9hG4bK776asdhds;rport\r
      Max-Forwards: 70\r
      To: <sip:0123456789@meet.example.com:5061>\r
      From: "Room: 7" <sip:room7@example.com:5061>;tag=1928301774\r
      Call-ID: a84b4c76e66710@192.0.2.7:5061\r
      CSeq: 314159 INVITE\r
      Contact: <sip:room7@192.0.2.7:5061;transport=tls>;expires=3600, <sip:h@192.0.2.8>\r
      Content-Type: application/sdp\r
      Content-Length: 142\r
      \r
      v=0\r
      o=- 1 1 IN IP4 192.0.2.7\r
      s=-\r
      c=IN IP4 192.0.2.7\r
      t=0 0\r
      m=audio 10000 RTP/SAVP 0\r
      a=rtpmap:0 PCMU/8000\r
      a=fingerprint:sha-256 AB:CD\r
      """;

  @Test
  void aMessageWithoutSecretsStaysAsItIs() {
    assertThat(SipMessageRedactor.redact(INVITE)).isEqualTo(INVITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:KEY",
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^20|1:4",
        "a=crypto:1 F8_128_HMAC_SHA1_80 inline:KEY|2^20|1:4;inline:KEY|2^20|2:4 FEC_ORDER=FEC_SRTP",
        "A=CRYPTO:1 aes_cm_128_hmac_sha1_80 INLINE:KEY",
        "a = crypto : 1 AES_CM_128_HMAC_SHA1_80 inline: KEY",
        "a=crypto:KEY",
        "a=foo:inline:KEY",
        "k=base64:KEY",
        "k=clear:KEY",
        "K =clear:KEY",
        "a=key-mgmt:mikey KEY",
        "a=ice-pwd:KEY",
        "Authorization: Digest username=\"bob\", realm=\"x\", response=\"KEY\"",
        "AUTHORIZATION : Basic KEY",
        "authorization:Digest\r\n response=\"KEY\",\r\n\tnonce=\"KEY\"",
        "Authorization:\r\n KEY",
        "Proxy-Authorization: KEY KEY",
        "Authentication-Info: rspauth=\"KEY\"",
        "Identity: \"KEY\";info=<https://example.com>",
        "y: KEY",
        "To: <sip:bob:KEY@example.com>",
        "From: \"Bob\" <sips:bob;x=y:KEY@example.com:5061;lr>;tag=1",
        "Contact: sip:a@b, sip:bob:KEY@example.com",
        "Contact: SIP:bob:KEY",
        "Refer-To: <sip:bob@example.com?Authorization=Digest%20KEY>",
        "Signal=KEY",
        "Signal = KEY",
        "signal: KEY",
        "<kpml-response digits=\"KEY\" tag=\"t\"/>",
        "<kpml-response digits='KEY'/>"
      })
  void noByteOfAKeySurvives(String line) {
    String secret = line.equals("Contact: SIP:bob:KEY") ? KEY + "@host" : KEY;
    String message = INVITE + line.replace("KEY", secret) + "\r\nlast: line\r\n";

    String redacted = SipMessageRedactor.redact(message);

    assertThat(redacted).doesNotContain(KEY).contains(SipMessageRedactor.REMOVED);
    assertThat(redacted).startsWith(INVITE).endsWith("\r\nlast: line\r\n");
  }

  @Test
  void theSuiteAndTheSchemeStayForWhoLooksForTheFault() {
    String redacted =
        SipMessageRedactor.redact(
            "Authorization: Digest response=\""
                + KEY
                + "\"\r\n\r\n"
                + "a=crypto:1 AEAD_AES_256_GCM inline:"
                + KEY
                + "\r\n");

    assertThat(redacted)
        .isEqualTo(
            "Authorization: Digest [removed]\r\n\r\na=crypto:1 AEAD_AES_256_GCM [removed]\r\n");
  }

  @Test
  void aPasscodeDialledWithTheMeetingIdIsRemoved() {
    for (String dialled :
        new String[] {
          "1234567890123**654321",
          "1234567890123%23654321%23",
          "12345-67890-123*654321",
          "1234567890##654321"
        }) {
      String redacted =
          SipMessageRedactor.redact("INVITE sip:" + dialled + "@meet.chime.in SIP/2.0\r\n\r\n");

      assertThat(redacted).doesNotContain("654321").contains("[removed]@meet.chime.in SIP/2.0");
    }
    String number = "INVITE sip:*67123@carrier.example SIP/2.0\r\n\r\n";
    assertThat(SipMessageRedactor.redact(number)).isEqualTo(number);
  }

  @Test
  void keyedDigitsAreRemovedFromBothKindsOfInfo() {
    String relay =
        "INFO sip:a@b SIP/2.0\r\n"
            + "Content-Type: application/dtmf-relay\r\n\r\n"
            + "Signal=5\r\n"
            + "Duration=160\r\n";
    String plain = "INFO sip:a@b SIP/2.0\r\nc: application/dtmf\r\n\r\n5";

    assertThat(SipMessageRedactor.redact(relay)).contains("Signal=[removed]\r\nDuration=160");
    assertThat(SipMessageRedactor.redact(plain)).endsWith("\r\n\r\n[removed]");
  }

  @Property
  void noKeyOfAnyLengthSurvivesBehindAnyLineEnd(
      @ForAll @Size(min = 16, max = 60) byte[] key, @ForAll @IntRange(max = 2) int ending) {
    String end = new String[] {"\r\n", "\n", "\r"}[ending];
    String base64 = Base64.getEncoder().encodeToString(key);
    String message =
        "v=0"
            + end
            + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
            + base64
            + "|2^31"
            + end
            + "Proxy-Authorization: Digest"
            + end
            + " response="
            + base64
            + end
            + "t=0 0"
            + end;

    String redacted = SipMessageRedactor.redact(message);

    assertThat(redacted).doesNotContain(base64).startsWith("v=0" + end).endsWith("t=0 0" + end);
  }

  @Property(tries = 300)
  void anyTextWithoutKeysIsTakenAndRedactingTwiceChangesNothing(@ForAll String text) {
    String once = SipMessageRedactor.redact(text);

    assertThat(SipMessageRedactor.redact(once)).isEqualTo(once);
  }

  @Test
  void hostileRepetitionsTakeLinearTime() {
    for (String piece :
        new String[] {"sip:", "sip:a@", "digits=\"", "?authorization=", "inline:", " ", "a="}) {
      assertThat(SipMessageRedactor.redact(piece.repeat(200_000 / piece.length()))).isNotNull();
    }
  }

  @FuzzTest
  void anyBytesAreTaken(FuzzedDataProvider data) {
    String message = data.consumeRemainingAsString();

    assertThat(SipMessageRedactor.redact("a=crypto:1 X inline:" + KEY + "\n" + message))
        .doesNotContain(KEY);
  }
}
