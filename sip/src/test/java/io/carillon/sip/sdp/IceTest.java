package io.carillon.sip.sdp;

import static io.carillon.sip.sdp.SdpSamples.accepted;
import static io.carillon.sip.sdp.SdpSamples.audio;
import static io.carillon.sip.sdp.SdpSamples.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.IcePlan;
import io.carillon.media.session.MediaDirection;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What offers of ICE come to. */
class IceTest {
  private static final String LINE = "m=audio 5004 RTP/AVP 0";
  private static final String FRAGMENT = "a=ice-ufrag:8hhY";
  private static final String PASSWORD = "a=ice-pwd:asd88fgpdd777uzjYhagZg";
  private static final String CANDIDATE = "a=candidate:1 1 UDP 2130706431 192.0.2.9 5004 typ host";
  private static final LocalAudio LOCAL = SdpSamples.local(SrtpPolicy.OFF).withIce(true);

  @Test
  void answersAsALiteAgent() throws Exception {
    Negotiation.Accepted answer =
        accepted(sdp(LINE, "a=rtcp-mux", FRAGMENT, PASSWORD, CANDIDATE), LOCAL);

    IcePlan plan = answer.plan().ice().orElseThrow();
    assertThat(plan.remoteFragment()).isEqualTo("8hhY");
    assertThat(plan.remotePassword()).isEqualTo("asd88fgpdd777uzjYhagZg");
    assertThat(answer.local().attribute("ice-lite")).isPresent();
    assertThat(audio(answer).attribute("ice-ufrag")).contains(plan.localFragment());
    assertThat(audio(answer).attribute("ice-pwd")).contains(plan.localPassword());
    assertThat(plan.localPassword()).hasSizeGreaterThanOrEqualTo(22);
    assertThat(audio(answer).all("candidate"))
        .containsExactly("1 1 UDP 2130706431 192.0.2.1 10000 typ host");
  }

  @Test
  void rtcpWithAPortOfItsOwnIsAComponentOfItsOwn() throws Exception {
    Negotiation.Accepted answer = accepted(sdp(LINE, FRAGMENT, PASSWORD, CANDIDATE), LOCAL);

    assertThat(audio(answer).all("candidate"))
        .containsExactly(
            "1 1 UDP 2130706431 192.0.2.1 10000 typ host",
            "1 2 UDP 2130706430 192.0.2.1 10001 typ host");
  }

  @Test
  void anAddressYetUnknownIsNoHold() throws Exception {
    Negotiation.Accepted answer =
        accepted(sdp("m=audio 9 RTP/AVP 0", "c=IN IP4 0.0.0.0", FRAGMENT, PASSWORD), LOCAL);

    assertThat(answer.plan().direction()).isEqualTo(MediaDirection.SENDRECV);
    assertThat(answer.plan().remoteRtp()).isNull();
    assertThat(answer.plan().reachable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=ice-ufrag:8hhY",
        "a=ice-ufrag:8hh|a=ice-pwd:asd88fgpdd777uzjYhagZg",
        "a=ice-ufrag:8h hY|a=ice-pwd:asd88fgpdd777uzjYhagZg",
        "a=ice-ufrag:8hhY|a=ice-pwd:short",
      })
  void withoutCredentialsThereIsNone(String lines) throws Exception {
    Negotiation.Accepted answer =
        accepted(sdp((LINE + "|" + CANDIDATE + "|" + lines).split("\\|")), LOCAL);

    assertThat(answer.plan().ice()).isEmpty();
    assertThat(answer.local().attribute("ice-lite")).isEmpty();
  }

  @Test
  void anAddressThatIsNoCandidateIsAMismatch() throws Exception {
    Negotiation.Accepted answer =
        accepted(sdp("m=audio 5006 RTP/AVP 0", FRAGMENT, PASSWORD, CANDIDATE), LOCAL);

    assertThat(answer.plan().ice()).isEmpty();
    assertThat(audio(answer).attribute("ice-mismatch")).isPresent();
  }

  @Test
  void twoLiteAgentsDoWithoutChecks() throws Exception {
    SessionDescription offer =
        SessionDescription.parse(
            sdp(LINE, FRAGMENT, PASSWORD, CANDIDATE)
                .encode()
                .replace("t=0 0\r\n", "t=0 0\r\na=ice-lite\r\n"));

    assertThat(accepted(offer, LOCAL).plan().ice()).isEmpty();
  }

  @Test
  void switchedOffItIsNotAnswered() throws Exception {
    Negotiation.Accepted answer =
        accepted(sdp(LINE, FRAGMENT, PASSWORD, CANDIDATE), LOCAL.withIce(false));

    assertThat(answer.plan().ice()).isEmpty();
    assertThat(answer.plan().remoteRtp().getPort()).isEqualTo(5004);
  }

  @Test
  void ourHalfStaysUntilTheyRestart() throws Exception {
    Negotiation.Accepted first = accepted(sdp(LINE, FRAGMENT, PASSWORD, CANDIDATE), LOCAL);
    Negotiation.Accepted same = next(first, sdp(LINE, FRAGMENT, PASSWORD, CANDIDATE, "a=sendonly"));
    Negotiation.Accepted restarted =
        next(same, sdp(LINE, "a=ice-ufrag:other", PASSWORD, CANDIDATE));

    assertThat(same.plan().ice()).isEqualTo(first.plan().ice());
    assertThat(restarted.plan().ice().orElseThrow().localPassword())
        .isNotEqualTo(first.plan().ice().orElseThrow().localPassword());
  }

  @Test
  void ourNextOfferGoesOnWithIt() throws Exception {
    Negotiation.Accepted first = accepted(sdp(LINE, FRAGMENT, PASSWORD, CANDIDATE), LOCAL);

    SessionDescription offer = OfferAnswer.offer(LOCAL, Optional.of(first));
    Negotiation.Accepted next =
        (Negotiation.Accepted)
            OfferAnswer.accept(offer, sdp(LINE, FRAGMENT, PASSWORD, CANDIDATE), Optional.of(first));

    assertThat(offer.attribute("ice-lite")).isPresent();
    assertThat(next.plan().ice()).isEqualTo(first.plan().ice());
  }

  private static Negotiation.Accepted next(Negotiation.Accepted before, SessionDescription offer) {
    return (Negotiation.Accepted) OfferAnswer.answer(offer, LOCAL, Optional.of(before));
  }
}
