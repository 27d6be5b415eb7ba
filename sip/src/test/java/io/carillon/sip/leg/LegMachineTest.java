package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LegMachineTest {

  @Test
  void theRecordIsWrittenBeforeTheFarEndIsTold() {
    for (LegState state : LegState.values()) {
      for (LegTrigger trigger : LegTrigger.values()) {
        List<LegEffect> effects = new LegMachine(state).fire(trigger);
        int release = effects.indexOf(LegEffect.RELEASE);
        assertThat(release).as(state + " " + trigger).isLessThanOrEqualTo(0);
      }
    }
  }

  @Test
  void nothingHappensAfterTheEnd() {
    for (LegTrigger trigger : LegTrigger.values()) {
      LegMachine machine = new LegMachine(LegState.ENDED);
      assertThat(machine.fire(trigger)).isEmpty();
      assertThat(machine.state()).isEqualTo(LegState.ENDED);
    }
  }

  @Property(tries = 2000)
  void whateverHappensACallIsReleasedAndForgottenAtMostOnce(
      @ForAll boolean incoming, @ForAll List<LegTrigger> triggers) {
    LegMachine machine = new LegMachine(incoming ? LegState.OFFERED : LegState.CALLING);
    List<LegEffect> done = new ArrayList<>();

    triggers.forEach(trigger -> done.addAll(machine.fire(trigger)));

    long released = done.stream().filter(LegEffect.RELEASE::equals).count();
    long forgotten = done.stream().filter(LegEffect.FORGET::equals).count();
    long taken = done.stream().filter(LegEffect.HAND_OVER::equals).count();
    assertThat(released).isLessThanOrEqualTo(1);
    assertThat(taken).isLessThanOrEqualTo(1);
    assertThat(forgotten).isEqualTo(machine.state() == LegState.ENDED ? 1 : 0);
    if (forgotten == 1) {
      assertThat(released).isEqualTo(1);
    }
    if (released == 1) {
      assertThat(done.subList(done.indexOf(LegEffect.RELEASE), done.size()))
          .doesNotContain(LegEffect.HAND_OVER, LegEffect.SEND_ANSWER);
    }
  }

  @Property(tries = 500)
  void everyCallCanBeEnded(@ForAll boolean incoming, @ForAll List<LegTrigger> triggers) {
    LegMachine machine = new LegMachine(incoming ? LegState.OFFERED : LegState.CALLING);
    triggers.forEach(machine::fire);

    for (LegTrigger last :
        List.of(
            LegTrigger.END,
            LegTrigger.ACK_MISSING,
            LegTrigger.PROVISIONAL,
            LegTrigger.FAILED,
            LegTrigger.BYE_DONE)) {
      machine.fire(last);
    }

    assertThat(machine.state()).isEqualTo(LegState.ENDED);
  }
}
