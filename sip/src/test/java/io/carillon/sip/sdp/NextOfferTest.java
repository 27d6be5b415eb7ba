package io.carillon.sip.sdp;

import static io.carillon.sip.sdp.SdpSamples.accepted;
import static io.carillon.sip.sdp.SdpSamples.audio;
import static io.carillon.sip.sdp.SdpSamples.crypto;
import static io.carillon.sip.sdp.SdpSamples.local;
import static io.carillon.sip.sdp.SdpSamples.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.SrtpSuite;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Offers inside a session: hold, resume, new codecs, new keys, from either side. */
class NextOfferTest {
  private static final LocalAudio LOCAL = local(SrtpPolicy.PREFERRED);
  private static final SrtpSuite CM_80 = SrtpSuite.AES_CM_128_HMAC_SHA1_80;

  @Test
  void keepsEverythingWhenNothingChanged() throws Exception {
    SessionDescription offer = sdp("m=audio 5004 RTP/SAVP 0", crypto(1, CM_80, 9));
    Negotiation.Accepted first = accepted(offer, LOCAL);
    Negotiation.Accepted second = again(offer, first);
    assertThat(second.local()).isEqualTo(first.local());
    assertThat(second.plan()).isEqualTo(first.plan());
    assertKeys(second, first, true);
  }

  @Test
  void holdAndResumeKeepTheKeysAndCountTheVersion() throws Exception {
    Negotiation.Accepted first =
        accepted(sdp("m=audio 5004 RTP/SAVP 0", crypto(1, CM_80, 9)), LOCAL);
    Negotiation.Accepted held =
        again(sdp("m=audio 5004 RTP/SAVP 0", crypto(1, CM_80, 9), "a=sendonly"), first);
    Negotiation.Accepted resumed = again(sdp("m=audio 5004 RTP/SAVP 0", crypto(1, CM_80, 9)), held);

    assertThat(held.heldByRemote()).isTrue();
    assertThat(held.plan().direction()).isEqualTo(MediaDirection.RECVONLY);
    assertThat(held.local().origin().version()).isEqualTo("2");
    assertThat(held.local().origin().sessionId()).isEqualTo("77");
    assertKeys(held, first, true);
    assertThat(resumed.heldByRemote()).isFalse();
    assertThat(resumed.local().origin().version()).isEqualTo("3");
    assertKeys(resumed, first, true);
  }

  @Test
  void newKeyOfTheFarEndMeansNewKeyOfOurs() throws Exception {
    Negotiation.Accepted first =
        accepted(sdp("m=audio 5004 RTP/SAVP 0", crypto(1, CM_80, 9)), LOCAL);
    Negotiation.Accepted second =
        again(sdp("m=audio 5004 RTP/SAVP 0", crypto(1, CM_80, 10)), first);
    assertKeys(second, first, false);
  }

  /** livekit/sip#766: PCMU answered from memory to an offer of PCMA. */
  @Test
  void answersTheNewOfferNotTheOldOne() throws Exception {
    Negotiation.Accepted first = accepted(sdp("m=audio 5004 RTP/AVP 0"), LOCAL);
    Negotiation.Accepted second = again(sdp("m=audio 5004 RTP/AVP 8"), first);
    assertThat(second.plan().send().encodingName()).isEqualTo("PCMA");
    assertThat(second.plan().receive()).containsOnlyKeys(8);
    assertThat(OfferAnswer.answer(sdp("m=audio 5004 RTP/AVP 18"), LOCAL, Optional.of(second)))
        .isInstanceOf(Negotiation.Refused.class);
  }

  /** traud/asterisk-opus#21: one-way audio after the payload type moved. */
  @Test
  void followsAPayloadTypeThatMoves() throws Exception {
    Negotiation.Accepted first =
        accepted(sdp("m=audio 5004 RTP/AVP 96", "a=rtpmap:96 opus/48000/2"), LOCAL);
    Negotiation.Accepted second =
        again(sdp("m=audio 5004 RTP/AVP 107", "a=rtpmap:107 opus/48000/2"), first);
    assertThat(second.plan().sendPayloadType()).isEqualTo(107);
    assertThat(second.plan().receive()).containsOnlyKeys(107);
  }

  @Test
  void audioSwitchedOffIsAHold() throws Exception {
    Negotiation.Accepted first =
        accepted(sdp("m=video 0 RTP/AVP 31", "m=audio 5004 RTP/AVP 0"), LOCAL);
    Negotiation.Accepted off = again(sdp("m=video 0 RTP/AVP 31", "m=audio 0 RTP/AVP 0"), first);
    assertThat(off.plan().direction()).isEqualTo(MediaDirection.INACTIVE);
    assertThat(off.plan().remoteRtp()).isNull();
    assertThat(off.local().media()).extracting(MediaDescription::port).containsExactly(0, 0);

    Negotiation.Accepted on = again(sdp("m=video 0 RTP/AVP 31", "m=audio 5004 RTP/AVP 0"), off);
    assertThat(on.plan().direction()).isEqualTo(MediaDirection.SENDRECV);
  }

  @Test
  void staysOnTheLineInUse() throws Exception {
    Negotiation.Accepted first =
        accepted(sdp("m=audio 0 RTP/AVP 0", "m=audio 5006 RTP/AVP 0"), LOCAL);
    Negotiation.Accepted second =
        again(sdp("m=audio 5004 RTP/AVP 0", "m=audio 5006 RTP/AVP 0"), first);
    assertThat(second.audioLine()).isEqualTo(1);
  }

  @Test
  void ourHoldKeepsLinesNumbersAndKeys() throws Exception {
    Negotiation.Accepted first =
        accepted(
            sdp(
                "m=video 6000 RTP/AVP 31",
                "m=audio 5004 RTP/SAVPF 9 101",
                "a=rtpmap:101 opus/48000/2",
                "a=mid:x",
                "a=rtcp-mux",
                crypto(3, CM_80, 9)),
            LOCAL);
    SessionDescription hold =
        OfferAnswer.offer(LOCAL.withDirection(MediaDirection.SENDONLY), Optional.of(first));

    assertThat(hold.origin().version()).isEqualTo("2");
    assertThat(hold.media()).extracting(MediaDescription::port).containsExactly(0, 10000);
    MediaDescription line = hold.media().get(1);
    assertThat(line.protocol()).isEqualTo("RTP/SAVPF");
    // 101 is Opus in this session, so digits move to the next free number.
    assertThat(line.rtpMap(101).orElseThrow().encodingName()).isEqualTo("opus");
    assertThat(line.formats()).containsExactly("101", "9", "0", "8", "96", "100", "13");
    assertThat(line.direction()).contains(MediaDirection.SENDONLY);
    assertThat(line.attribute("mid")).contains("x");
    assertThat(line.attribute("rtcp-mux")).isPresent();
    assertThat(line.all("crypto")).isEqualTo(audio(first).all("crypto"));
  }

  @Test
  void repeatsItsDescriptionForASessionRefresh() throws Exception {
    SessionDescription offer = OfferAnswer.offer(LOCAL, Optional.empty());
    Negotiation.Accepted call =
        (Negotiation.Accepted)
            OfferAnswer.accept(offer, sdp("m=audio 5004 RTP/AVP 0", crypto(5, CM_80, 8)));
    SessionDescription refresh = OfferAnswer.offer(LOCAL, Optional.of(call));
    SessionDescription next =
        OfferAnswer.offer(
            LOCAL,
            Optional.of(
                (Negotiation.Accepted)
                    OfferAnswer.accept(
                        refresh, sdp("m=audio 5004 RTP/AVP 0", crypto(5, CM_80, 8)))));
    assertThat(refresh.media().getFirst().all("crypto")).hasSize(1);
    assertThat(next).isEqualTo(refresh);
  }

  private static Negotiation.Accepted again(
      SessionDescription offer, Negotiation.Accepted previous) {
    return (Negotiation.Accepted) OfferAnswer.answer(offer, LOCAL, Optional.of(previous));
  }

  private static void assertKeys(
      Negotiation.Accepted now, Negotiation.Accepted before, boolean same) {
    byte[] ours = ((MediaSecurity.Sdes) now.plan().security()).local();
    byte[] was = ((MediaSecurity.Sdes) before.plan().security()).local();
    assertThat(Arrays.equals(ours, was)).isEqualTo(same);
  }
}
