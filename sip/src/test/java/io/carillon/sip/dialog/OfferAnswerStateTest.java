package io.carillon.sip.dialog;

import static io.carillon.sip.dialog.OfferAnswerState.Verdict.ACCEPT;
import static io.carillon.sip.dialog.OfferAnswerState.Verdict.GLARE;
import static io.carillon.sip.dialog.OfferAnswerState.Verdict.TOO_EARLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OfferAnswerStateTest {
  private final OfferAnswerState state = new OfferAnswerState();

  @Test
  void whileOursIsOpenTheirsIsGlare() {
    assertThat(state.localInvite()).isTrue();
    assertThat(state.remoteInvite(true)).isEqualTo(GLARE);
    assertThat(state.remoteOffer()).isEqualTo(GLARE);
    assertThat(state.localOffer()).isFalse();

    state.offerClosed();
    state.inviteClosed();
    assertThat(state.remoteInvite(true)).isEqualTo(ACCEPT);
  }

  @Test
  void whileTheirsIsOpenTheirNextIsTooEarly() {
    assertThat(state.remoteInvite(true)).isEqualTo(ACCEPT);
    assertThat(state.remoteOffer()).isEqualTo(TOO_EARLY);
    assertThat(state.remoteInvite(false)).isEqualTo(TOO_EARLY);
    assertThat(state.localInvite()).isFalse();
    assertThat(state.localOffer()).isFalse();
  }

  @Test
  void anInviteWithoutAnOfferOpensOurs() {
    assertThat(state.remoteInvite(false)).isEqualTo(ACCEPT);
    assertThat(state.oursIsOpen()).isTrue();
    assertThat(state.remoteOffer()).isEqualTo(GLARE);
  }

  @Test
  void anUpdateIsFineWhileTheInviteWaitsButItsOfferIsAnswered() {
    state.remoteInvite(true);
    state.offerClosed(); // answered in a reliable provisional response
    assertThat(state.remoteOffer()).isEqualTo(ACCEPT);
    state.offerClosed();
    assertThat(state.remoteInvite(true)).isEqualTo(TOO_EARLY);
    state.inviteClosed();
    assertThat(state.idle()).isTrue();
  }

  @Property(tries = 200)
  void delaysAfterGlareNeverCollide(@ForAll long seed) {
    Duration owner = GlareDelay.after491(true, new Random(seed));
    Duration other = GlareDelay.after491(false, new Random(seed));

    assertThat(owner).isBetween(Duration.ofMillis(2100), Duration.ofMillis(4000));
    assertThat(other).isBetween(Duration.ZERO, Duration.ofMillis(2000));
    assertThat(GlareDelay.retryAfterSeconds(new Random(seed))).isBetween(0, 10);
  }
}
