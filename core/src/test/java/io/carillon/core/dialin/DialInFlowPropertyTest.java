package io.carillon.core.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.dialin.DialInFlow.State;
import io.carillon.core.meeting.Attendee.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in whatever order: no call is left behind. */
class DialInFlowPropertyTest {
  private static final Set<State> WITHOUT_TIMER =
      EnumSet.of(State.NEW, State.IN_MEETING, State.GONE);

  @Provide
  Arbitrary<List<Input>> inputs() {
    Arbitrary<Input> keys =
        Arbitraries.of("0123456789*#ABCD".chars().mapToObj(c -> (char) c).toList())
            .map(Input.Digit::new);
    Arbitrary<Input> others =
        Arbitraries.of(
            new Input.PromptsHeard(),
            new Input.TimeUp(),
            new Input.Found(false),
            new Input.Found(true),
            new Input.NotFound(),
            new Input.LookUpFailed(),
            new Input.PasscodeChecked(true),
            new Input.PasscodeChecked(false),
            new Input.MustWait(),
            new Input.Joined(true, true),
            new Input.Joined(false, false),
            new Input.Refused(Refusal.FULL),
            new Input.Refused(Refusal.FAILED),
            new Input.MeetingOver(),
            new Input.Answered());
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, keys), net.jqwik.api.Tuple.of(1, others))
        .list()
        .ofMaxSize(400);
  }

  @Provide
  Arbitrary<String> users() {
    return Arbitraries.of("", "u", "1234567890", "1234567890123", "1234567890123**123456");
  }

  @Property(tries = 500)
  void everyStateThatWaitsForSomethingHasATimerAndTimeEndsIt(
      @ForAll("users") String user, @ForAll("inputs") List<Input> inputs) {
    Watched flow = new Watched(user);
    flow.give(new Input.Answered());
    inputs.forEach(flow::give);

    // Nothing more comes but time: a few steps later the call is over or in its meeting.
    for (int i = 0; i < 20; i++) {
      flow.give(new Input.TimeUp());
    }
    assertThat(flow.state()).isIn(State.GONE, State.IN_MEETING);
    assertThat(flow.hangUps).isEqualTo(flow.state() == State.GONE ? 1 : 0);
  }

  @Property(tries = 500)
  void whoOnlyPressesKeysIsSentAwayAfterABoundedNumber(@ForAll("users") String user) {
    Watched flow = new Watched(user);
    flow.give(new Input.Answered());
    flow.give(new Input.NotFound());
    for (int i = 0; i < DialInFlow.MAX_KEYS + 1; i++) {
      flow.give(new Input.Digit(i % 2 == 0 ? '5' : '*'));
    }
    assertThat(flow.state()).isEqualTo(State.LEAVING);
  }

  /** Checks after each step what must always hold. */
  private static final class Watched {
    private final DialInFlow flow;
    private boolean timer;
    int hangUps;

    Watched(String user) {
      flow = new DialInFlow(DialInSettings.DEFAULT, DialString.parse(user));
    }

    State state() {
      return flow.state();
    }

    void give(Input input) {
      if (input instanceof Input.TimeUp) {
        if (!timer) {
          return; // none was started, so none runs out
        }
        timer = false;
      }
      State before = flow.state();
      List<Effect> effects = flow.on(input);
      for (Effect effect : effects) {
        switch (effect) {
          case Effect.StartTimer start -> {
            assertThat(start.delay()).isPositive();
            timer = true;
          }
          case Effect.StopTimer stop -> timer = false;
          case Effect.HangUp hangUp -> hangUps++;
          case Effect.LookUp lookUp -> assertThat(lookUp.id()).matches("[0-9]{10}|[0-9]{13}");
          case Effect.CheckPasscode check ->
              assertThat(check.passcode()).matches("[0-9]{1," + DialInFlow.MAX_ENTRY + "}");
          default -> {}
        }
      }
      assertThat(effects).hasSizeLessThan(2 * DialInFlow.MAX_ENTRY + 10);
      if (before == State.GONE) {
        assertThat(effects).isEmpty();
      }
      assertThat(timer || WITHOUT_TIMER.contains(flow.state()))
          .as("a timer runs in %s after %s", flow.state(), input)
          .isTrue();
    }
  }
}
