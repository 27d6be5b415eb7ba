package io.carillon.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in: a description, an {@link SdpException} or a refusal, nothing else. */
class SdpFuzzTest {

  /** The offers of the devices are the seeds. */
  static Stream<Arguments> seeds() {
    return SdpSamples.DEVICES.stream()
        .map(device -> Arguments.of((Object) SdpSamples.resource(device + ".sdp")));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void anyBodyIsReadOrRefused(byte[] body) {
    check(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cisco-sx20.sdp", "linphone.sdp", "gateway-sloppy.sdp"})
  void aBodyCutAnywhereIsReadOrRefused(String resource) {
    byte[] body = SdpSamples.resource(resource);
    for (int length = 0; length < body.length; length++) {
      check(Arrays.copyOf(body, length));
    }
  }

  @Test
  void aFaxCutAnywhereIsReadOrRefused() throws SdpException {
    String fax =
        "v=0\r\no=- 1 2 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
            + "m=audio 0 RTP/AVP 0\r\nm=image 5010 udptl t38\r\na=T38FaxVersion:0\r\n";
    LocalAudio local = SdpSamples.local(SrtpPolicy.PREFERRED);
    Negotiation.Accepted talking =
        SdpSamples.accepted(SdpSamples.sdp("m=audio 5004 RTP/AVP 0"), local);
    for (int length = 0; length <= fax.length(); length++) {
      byte[] body = fax.substring(0, length).getBytes(StandardCharsets.UTF_8);
      check(body);
      try {
        fax(SessionDescription.parse(body), local, talking);
      } catch (SdpException refused) {
        assertThat(length).isLessThan(fax.length());
      }
    }
  }

  /** As an offer of fax, and as an answer to one. */
  private static void fax(
      SessionDescription read, LocalAudio local, Negotiation.Accepted previous) {
    if (FaxOfferAnswer.offered(read, local) instanceof FaxOfferAnswer.Fax(FaxLine line)) {
      SessionDescription ours = FaxOfferAnswer.offer(read, line, previous, local, previous);
      assertThat(reread(ours)).isEqualTo(ours);
      FaxOfferAnswer.accept(ours, read, local, previous);
      Negotiation.Accepted state = FaxOfferAnswer.answer(read, line, line, local, previous).state();
      assertThat(reread(state.local())).isEqualTo(state.local());
      OfferAnswer.offer(local, Optional.of(state));
      OfferAnswer.answer(read, local, Optional.of(state));
    }
  }

  /** Reads, writes and reads again, answers it as an offer and takes it as an answer. */
  static void check(byte[] body) {
    SessionDescription read;
    try {
      read = SessionDescription.parse(body);
    } catch (SdpException refused) {
      assertThat(refused.getMessage()).hasSizeLessThan(300).isASCII();
      return;
    }
    assertThat(reread(read)).isEqualTo(read);
    for (SrtpPolicy policy : SrtpPolicy.values()) {
      LocalAudio local =
          SdpSamples.local(policy)
              .withDtls(Optional.of(SdpSamples.dtls(DtlsPolicy.OFFER)))
              .withIce(true);
      SessionDescription offer = OfferAnswer.offer(local, Optional.empty());
      Negotiation answered = OfferAnswer.answer(read, local, Optional.empty());
      Negotiation accepted = OfferAnswer.accept(offer, read);
      for (Negotiation result : new Negotiation[] {answered, accepted}) {
        switch (result) {
          case Negotiation.Refused refused ->
              assertThat(refused.text()).hasSizeLessThan(300).isASCII().doesNotContain("\"", "\n");
          case Negotiation.Accepted agreed -> {
            assertThat(reread(agreed.local())).isEqualTo(agreed.local());
            OfferAnswer.offer(local, Optional.of(agreed));
            OfferAnswer.answer(read, local, Optional.of(agreed));
            fax(read, local, agreed);
          }
        }
      }
    }
  }

  private static SessionDescription reread(SessionDescription written) {
    try {
      return SessionDescription.parse(written.encode());
    } catch (SdpException e) {
      throw new AssertionError("cannot read what was written", e);
    }
  }
}
