package io.carillon.sip.sdp;

import static io.carillon.sip.sdp.SdpSamples.accepted;
import static io.carillon.sip.sdp.SdpSamples.crypto;
import static io.carillon.sip.sdp.SdpSamples.local;
import static io.carillon.sip.sdp.SdpSamples.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.DatagramPlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.SrtpSuite;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bridged call that switches to fax by T.38, and back: offers and answers of both legs. */
class FaxOfferAnswerTest {
  private static final LocalAudio ONE = local("192.0.2.1", SrtpPolicy.PREFERRED);
  private static final LocalAudio OTHER = local("192.0.2.2", SrtpPolicy.PREFERRED);
  private static final String[] PARAMETERS = {
    "a=T38FaxVersion:0",
    "a=T38MaxBitRate:14400",
    "a=T38FaxRateManagement:transferredTCF",
    "a=T38FaxMaxBuffer:1024",
    "a=T38FaxMaxDatagram:238",
    "a=T38FaxUdpEC:t38UDPRedundancy"
  };

  private final Negotiation.Accepted one;
  private final Negotiation.Accepted other;

  FaxOfferAnswerTest() throws SdpException {
    one = accepted(sdp("m=audio 5004 RTP/AVP 0"), ONE);
    other = accepted(sdp("m=audio 6004 RTP/AVP 8"), OTHER);
  }

  private static SessionDescription fax(String... lines) throws SdpException {
    return sdp(String.join("\r\n", lines) + "\r\n" + String.join("\r\n", PARAMETERS));
  }

  private static FaxLine line(SessionDescription offer) {
    return ((FaxOfferAnswer.Fax) FaxOfferAnswer.offered(offer, ONE)).line();
  }

  private FaxOfferAnswer.Agreed accept(SessionDescription ours, SessionDescription theirs) {
    return (FaxOfferAnswer.Agreed) FaxOfferAnswer.accept(ours, theirs, OTHER, other);
  }

  @Test
  void passesFromLegToLegWithItsParametersAndOurAddresses() throws Exception {
    // given a re-INVITE that puts fax in the place of the audio
    SessionDescription offer = fax("m=image 5010 udptl t38");
    FaxLine line = line(offer);

    // when it is offered to the other leg, which answers
    SessionDescription ours = FaxOfferAnswer.offer(offer, line, one, OTHER, other);
    SessionDescription theirs =
        sdp("m=image 6010 udptl t38", "a=T38FaxVersion:0", "a=T38FaxMaxDatagram:72");
    FaxOfferAnswer.Agreed there = accept(ours, theirs);
    FaxOfferAnswer.Agreed here = FaxOfferAnswer.answer(offer, line, there.line(), ONE, one);

    // then
    assertThat(ours.encode())
        .contains("c=IN IP4 192.0.2.2\r\n", "m=image 10000 udptl t38\r\n")
        .contains(PARAMETERS)
        .doesNotContain("m=audio");
    assertThat(ours.origin().version()).isEqualTo("2");
    assertThat(here.state().local().encode())
        .contains("c=IN IP4 192.0.2.1\r\n", "m=image 10000 udptl t38\r\n")
        .contains("a=T38FaxMaxDatagram:72\r\n")
        .doesNotContain("T38MaxBitRate");
    assertThat(here.plan()).isEqualTo(new DatagramPlan(new InetSocketAddress("192.0.2.9", 5010)));
    assertThat(there.plan()).isEqualTo(new DatagramPlan(new InetSocketAddress("192.0.2.9", 6010)));
  }

  @Test
  void fromTheImageBackToAudioByTheirOfferAndByOurs() throws Exception {
    SessionDescription offer = fax("m=image 5010 udptl t38");
    FaxLine line = line(offer);
    SessionDescription ours = FaxOfferAnswer.offer(offer, line, one, OTHER, other);
    FaxOfferAnswer.Agreed there = accept(ours, sdp("m=image 6010 udptl t38"));
    FaxOfferAnswer.Agreed here = FaxOfferAnswer.answer(offer, line, there.line(), ONE, one);

    Negotiation.Accepted answered =
        (Negotiation.Accepted)
            OfferAnswer.answer(sdp("m=audio 5004 RTP/AVP 0"), ONE, Optional.of(here.state()));
    SessionDescription again = OfferAnswer.offer(OTHER, Optional.of(there.state()));
    Negotiation.Accepted back =
        (Negotiation.Accepted) OfferAnswer.accept(again, sdp("m=audio 6004 RTP/AVP 8"));

    assertThat(answered.plan()).isEqualTo(one.plan()).isNotEqualTo(here.state().plan());
    assertThat(answered.local().origin().version()).isEqualTo("3");
    assertThat(again.encode()).contains("m=audio 10000 RTP/AVP ").doesNotContain("image");
    assertThat(again.origin().version()).isEqualTo("3");
    assertThat(back.plan().remoteRtp()).isEqualTo(other.plan().remoteRtp());
    assertThat(back.plan().direction()).isEqualTo(MediaDirection.SENDRECV);
  }

  @Test
  void besideAudioThatIsSwitchedOffItStandsThereOnTheOtherLegToo() throws Exception {
    SessionDescription offer = fax("m=audio 0 RTP/AVP 0", "m=image 5010 udptl t38");
    FaxLine line = line(offer);
    SessionDescription ours = FaxOfferAnswer.offer(offer, line, one, OTHER, other);
    FaxOfferAnswer.Agreed there =
        accept(ours, sdp("m=audio 0 RTP/AVP 8", "m=image 6010 udptl t38"));
    FaxOfferAnswer.Agreed here = FaxOfferAnswer.answer(offer, line, there.line(), ONE, one);

    assertThat(ours.encode()).containsSubsequence("m=audio 0 ", "m=image 10000 udptl t38");
    assertThat(here.state().local().encode())
        .containsSubsequence("m=audio 0 ", "m=image 10000 udptl t38");

    // and a second time, after audio, in the same line
    SessionDescription audio = OfferAnswer.offer(OTHER, Optional.of(there.state()));
    assertThat(audio.encode()).containsSubsequence("m=audio 10000 ", "m=image 0 udptl t38");
    Negotiation.Accepted back =
        (Negotiation.Accepted)
            OfferAnswer.accept(audio, sdp("m=audio 6004 RTP/AVP 8", "m=image 0 udptl t38"));
    assertThat(FaxOfferAnswer.offer(offer, line, one, OTHER, back).media()).hasSize(2);
  }

  @Test
  void securedAudioComesBackUnderItsKeys() throws Exception {
    SrtpSuite suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
    SessionDescription secured = sdp("m=audio 5004 RTP/SAVP 0", crypto(1, suite, 9));
    Negotiation.Accepted first = accepted(secured, ONE);
    SessionDescription offer = fax("m=image 5010 udptl t38");
    FaxLine line = line(offer);
    FaxOfferAnswer.Agreed here = FaxOfferAnswer.answer(offer, line, line, ONE, first);

    SessionDescription ours = OfferAnswer.offer(ONE, Optional.of(here.state()));
    Negotiation theirs = OfferAnswer.answer(secured, ONE, Optional.of(here.state()));

    assertThat(ours.media().getFirst().protocol()).isEqualTo("RTP/SAVP");
    assertThat(((Negotiation.Accepted) theirs).plan()).isEqualTo(first.plan());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=audio 5004 RTP/AVP 0",
        "m=audio 5004 RTP/AVP 0\r\nm=image 5010 udptl t38", // both: the audio stays
        "m=audio 5004 RTP/AVP 0\r\nm=image 0 udptl t38",
        "m=image 0 udptl t38",
        "m=image 5010 tcp t38",
        "m=image 5010 TCP/TLS t38",
        "m=image 5010 udptl other",
        "m=video 5010 udptl t38"
      })
  void otherOffersAreNoFax(String lines) throws Exception {
    assertThat(FaxOfferAnswer.offered(sdp(lines), ONE)).isEqualTo(new FaxOfferAnswer.NoFax());
  }

  @Test
  void faxOverTcpAloneIsRefused() throws Exception {
    assertThat(OfferAnswer.answer(sdp("m=image 5010 tcp t38"), ONE, Optional.of(one)))
        .isEqualTo(new Negotiation.Refused(488, 304, "no audio line in the offer"));
  }

  @Test
  void faxWithoutEncryptionIsNotWhereEncryptionIsRequired() throws Exception {
    assertThat(
            FaxOfferAnswer.offered(
                fax("m=image 5010 udptl t38"), local("192.0.2.1", SrtpPolicy.REQUIRED)))
        .isInstanceOf(FaxOfferAnswer.NotHere.class);
  }

  @Test
  void faxToAMulticastGroupOrTheOtherFamilyIsNotHere() throws Exception {
    assertThat(FaxOfferAnswer.offered(fax("m=image 5010 udptl t38", "c=IN IP4 224.2.1.1/127"), ONE))
        .isInstanceOf(FaxOfferAnswer.NotHere.class);
    assertThat(FaxOfferAnswer.offered(fax("m=image 5010 udptl t38", "c=IN IP6 2001:db8::1"), ONE))
        .isInstanceOf(FaxOfferAnswer.NotHere.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=image 0 udptl t38",
        "m=audio 6004 RTP/AVP 8",
        "m=audio 6004 RTP/AVP 8\r\nm=image 6010 udptl t38"
      })
  void anAnswerWithoutTheFaxDeclinesIt(String lines) throws Exception {
    SessionDescription offer = fax("m=image 5010 udptl t38");
    SessionDescription ours = FaxOfferAnswer.offer(offer, line(offer), one, OTHER, other);
    assertThat(FaxOfferAnswer.accept(ours, sdp(lines), OTHER, other))
        .isInstanceOf(FaxOfferAnswer.Declined.class);
  }

  @Test
  void ofTheAttributesOnlyThoseOfT38Pass() throws Exception {
    SessionDescription offer =
        fax("m=image 5010 udptl t38", "a=mid:7", "a=candidate:1 1 UDP 1 10.0.0.1 9 typ host");
    FaxLine line = line(offer);
    assertThat(FaxOfferAnswer.offer(offer, line, one, OTHER, other).encode())
        .doesNotContain("candidate")
        .doesNotContain("mid:7");
    assertThat(FaxOfferAnswer.answer(offer, line, line, ONE, one).state().local().encode())
        .contains("a=mid:7")
        .doesNotContain("candidate");
  }
}
