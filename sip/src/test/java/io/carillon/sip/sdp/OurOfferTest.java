package io.carillon.sip.sdp;

import static io.carillon.sip.sdp.SdpSamples.crypto;
import static io.carillon.sip.sdp.SdpSamples.local;
import static io.carillon.sip.sdp.SdpSamples.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.SrtpSuite;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offers we make (late offers, calls out) and the answers to them. */
class OurOfferTest {
  private static final SrtpSuite CM_80 = SrtpSuite.AES_CM_128_HMAC_SHA1_80;

  /** thevoiceguy/siphon-ai#422: RTP/SAVP alone would turn plain peers away. */
  @ParameterizedTest
  @CsvSource({"REQUIRED, RTP/SAVP, 6", "PREFERRED, RTP/AVP, 6", "OFF, RTP/AVP, 0"})
  void offersByPolicy(SrtpPolicy policy, String protocol, int keys) {
    MediaDescription line = OfferAnswer.offer(local(policy), Optional.empty()).media().getFirst();
    assertThat(line.protocol()).isEqualTo(protocol);
    assertThat(line.all("crypto")).hasSize(keys).doesNotHaveDuplicates();
    assertThat(line.formats()).containsExactly("96", "9", "0", "8", "101", "100", "13");
    assertThat(line.attribute("ptime")).contains("20");
    assertThat(line.direction()).contains(MediaDirection.SENDRECV);
  }

  @ParameterizedTest
  @CsvSource({
    "PREFERRED, RTP/AVP, 0, plain",
    "PREFERRED, RTP/AVP, 5, sdes",
    "PREFERRED, RTP/SAVP, 5, sdes",
    "PREFERRED, RTP/SAVP, 0, refused",
    "PREFERRED, RTP/AVP, 4, refused",
    "REQUIRED, RTP/SAVP, 5, sdes",
    "REQUIRED, RTP/AVP, 5, sdes",
    "REQUIRED, RTP/AVP, 0, refused",
    "OFF, RTP/AVP, 0, plain",
    "OFF, RTP/AVP, 5, refused"
  })
  void takesKeysOnlyOfATagAndSuiteItOffered(
      SrtpPolicy policy, String protocol, int tag, String expected) throws Exception {
    SessionDescription offer = OfferAnswer.offer(local(policy), Optional.empty());
    SessionDescription answer =
        sdp("m=audio 5004 " + protocol + " 0", tag == 0 ? "a=x" : crypto(tag, CM_80, 8));
    Negotiation result = OfferAnswer.accept(offer, answer);
    switch (expected) {
      case "refused" -> assertThat(result).isInstanceOf(Negotiation.Refused.class);
      case "plain" -> assertThat(security(result)).isInstanceOf(MediaSecurity.Plain.class);
      default -> {
        MediaSecurity.Sdes sdes = (MediaSecurity.Sdes) security(result);
        assertThat(sdes.remote()).isEqualTo(SdpSamples.keyBytes(8, 30));
        // The fifth suite offered got the fifth key.
        assertThat(sdes.local()).isEqualTo(SdpSamples.keyBytes(5, 30));
      }
    }
  }

  @Test
  void sendsTheFirstCodecOfTheAnswerAndUnderstandsAll() throws Exception {
    Negotiation.Accepted call =
        accept("m=audio 5004 RTP/AVP 8 0 101", "a=rtpmap:101 telephone-event/8000");
    assertThat(call.plan().send().encodingName()).isEqualTo("PCMA");
    assertThat(call.plan().receive()).containsOnlyKeys(8, 0, 101);
    assertThat(call.plan().sendTelephoneEvent()).hasValue(101);
  }

  @Test
  void sendsWithTheirPayloadTypeAndReceivesWithOurs() throws Exception {
    Negotiation.Accepted call =
        accept(
            "m=audio 5004 RTP/AVP 111 110",
            "a=rtpmap:111 opus/48000/2",
            "a=fmtp:111 maxaveragebitrate=16000",
            "a=rtpmap:110 telephone-event/48000");
    assertThat(call.plan().sendPayloadType()).isEqualTo(111);
    assertThat(call.plan().send().parameters()).isEqualTo("maxaveragebitrate=16000");
    assertThat(call.plan().sendTelephoneEvent()).hasValue(110);
    assertThat(call.plan().receive().get(96).is("opus")).isTrue();
    assertThat(call.plan().receive().get(100).is("telephone-event")).isTrue();
    // Careless senders use the number they answered with.
    assertThat(call.plan().receive().get(111).is("opus")).isTrue();
  }

  @Test
  void theirNumberNeverHidesOneOfOurs() throws Exception {
    Negotiation.Accepted call =
        accept(
            "m=audio 5004 RTP/AVP 101 96",
            "a=rtpmap:101 opus/48000/2",
            "a=rtpmap:96 telephone-event/8000");
    assertThat(call.plan().receive().get(96).is("opus")).isTrue();
    assertThat(call.plan().receive().get(101).is("telephone-event")).isTrue();
    assertThat(call.plan().sendPayloadType()).isEqualTo(101);
    assertThat(call.plan().sendTelephoneEvent()).hasValue(96);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "m=audio 0 RTP/AVP 0;304",
        "m=video 5004 RTP/AVP 0;304",
        "a=nothing;304",
        "m=audio 5004 RTP/AVP 18;305",
        "m=audio 5004 FOO 0;302"
      })
  void refusesAnswersWithoutAudio(String line, int warning) throws Exception {
    Negotiation result =
        OfferAnswer.accept(OfferAnswer.offer(local(SrtpPolicy.OFF), Optional.empty()), sdp(line));
    assertThat(((Negotiation.Refused) result).warningCode()).isEqualTo(warning);
  }

  @Test
  void refusesMoreLinesThanOffered() throws Exception {
    Negotiation result =
        OfferAnswer.accept(
            OfferAnswer.offer(local(SrtpPolicy.OFF), Optional.empty()),
            sdp("m=audio 5004 RTP/AVP 0", "m=video 5006 RTP/AVP 31"));
    assertThat(result).isInstanceOf(Negotiation.Refused.class);
  }

  @Test
  void toleratesMissingTrailingLines() throws Exception {
    LocalAudio local = local(SrtpPolicy.OFF);
    Negotiation.Accepted call =
        SdpSamples.accepted(sdp("m=audio 5004 RTP/AVP 0", "m=video 5006 RTP/AVP 31"), local);
    SessionDescription next = OfferAnswer.offer(local, Optional.of(call));
    assertThat(next.media()).hasSize(2);
    assertThat(OfferAnswer.accept(next, sdp("m=audio 5004 RTP/AVP 0")))
        .isInstanceOf(Negotiation.Accepted.class);
  }

  @Test
  void honoursDirectionAndPacketLengthOfTheAnswer() throws Exception {
    Negotiation.Accepted call =
        accept("m=audio 5004 RTP/AVP 0", "a=sendonly", "a=ptime:40", "a=rtcp-mux");
    assertThat(call.plan().direction()).isEqualTo(MediaDirection.RECVONLY);
    assertThat(call.plan().packetMillis()).isEqualTo(40);
    // We did not offer to multiplex.
    assertThat(call.plan().rtcpMux()).isFalse();
    assertThat(call.heldByRemote()).isTrue();
  }

  private static Negotiation.Accepted accept(String... lines) throws SdpException {
    return (Negotiation.Accepted)
        OfferAnswer.accept(OfferAnswer.offer(local(SrtpPolicy.OFF), Optional.empty()), sdp(lines));
  }

  private static MediaSecurity security(Negotiation result) {
    return ((Negotiation.Accepted) result).plan().security();
  }
}
