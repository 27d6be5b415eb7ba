package io.carillon.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.event.BridgedCalls.Change;
import io.carillon.core.record.Legs;
import io.carillon.core.record.TrunkLegs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BridgedCallsTest {
  private final BridgedCalls calls = new BridgedCalls();
  private final List<Change> changes = new ArrayList<>();
  private final TrunkLegs legs = TrunkLegs.outbound("t-1");

  private void say(DomainEvent... events) {
    for (DomainEvent event : events) {
      calls.accept(event, changes::add);
    }
  }

  @Test
  void aCallBeginsWithTheAnswerToItsCallerIsPairedAndEndsWithEitherLeg() {
    say(Legs.answered(legs.second()), Legs.answered(legs.first()), legs.bridged());
    say(Legs.ended(legs.second(), Legs.START.plusSeconds(9)));
    say(Legs.ended(legs.first(), Legs.START.plusSeconds(10)));

    assertThat(changes)
        .satisfiesExactly(
            began -> assertThat(began).isInstanceOf(Change.Began.class),
            paired -> assertThat(paired).isInstanceOf(Change.Paired.class),
            ended -> assertThat(((Change.Ended) ended).at()).isEqualTo(Legs.START.plusSeconds(9)));
    BridgedCall call = changes.getLast().call();
    assertThat(call.id()).isEqualTo("t-1");
    assertThat(call.direction()).isEqualTo(CallDirection.OUTBOUND);
    assertThat(call.customer()).contains(legs.first());
    assertThat(call.remote()).contains(legs.second());
    assertThat(calls.size()).isZero();
  }

  @Test
  void aCallWhoseCallerHangsUpBeforeItIsBridgedEndsToo() {
    say(Legs.answered(legs.second()), Legs.answered(legs.first()));
    say(Legs.ended(legs.first(), Legs.START));
    say(legs.bridged()); // comes late
    say(Legs.ended(legs.second(), Legs.START));

    assertThat(changes)
        .extracting(Change::getClass)
        .isEqualTo(List.of(Change.Began.class, Change.Ended.class));
    assertThat(calls.size()).isZero();
  }

  @Test
  void theSamePairSaidAgainChangesNothing() {
    say(Legs.answered(legs.second()), Legs.answered(legs.first()), legs.bridged());
    int before = changes.size();

    say(legs.bridged());

    assertThat(changes).hasSize(before);
  }

  @Test
  void aTransferEndsTheCallAndBeginsAnotherUnderTheSameTransaction() {
    TrunkLegs after = legs.transferredTo("+390612345");
    say(Legs.answered(legs.second()), Legs.answered(legs.first()), legs.bridged());
    say(Legs.answered(after.second()), after.bridged(Legs.START.plusSeconds(5)));
    say(Legs.ended(legs.second(), Legs.START.plusSeconds(6)));
    say(Legs.ended(after.first(), Legs.START.plusSeconds(7)));

    assertThat(changes)
        .extracting(Change::getClass)
        .isEqualTo(
            List.of(
                Change.Began.class,
                Change.Paired.class,
                Change.Ended.class,
                Change.Began.class,
                Change.Ended.class));
    BridgedCall transferred = changes.getLast().call();
    assertThat(transferred.original()).isFalse();
    assertThat(transferred.id()).isNotEqualTo("t-1").hasSize(36);
    assertThat(transferred.transactionId()).isEqualTo("t-1");
    assertThat(transferred.second()).contains(after.second());
  }

  @Test
  void aTransfererWhoHangsUpBeforeTheTargetAnswersLeavesTheOtherToTalkToIt() {
    TrunkLegs after = legs.transferredTo("+390612345");
    say(Legs.answered(legs.second()), Legs.answered(legs.first()), legs.bridged());
    say(Legs.ended(legs.second(), Legs.START.plusSeconds(3)));
    say(Legs.answered(after.second()), after.bridged(Legs.START.plusSeconds(5)));

    assertThat(changes.get(2)).isInstanceOf(Change.Ended.class);
    assertThat(changes.get(3)).isInstanceOf(Change.Began.class);
    assertThat(changes.get(3).call().answeredAt()).isEqualTo(Legs.START.plusSeconds(5));
    assertThat(calls.size()).isEqualTo(1);
  }

  @Test
  void whoTakesOverALegByACallOfItsOwnLeavesNoRecordOfThatCall() {
    say(Legs.answered(legs.second()), Legs.answered(legs.first()), legs.bridged());
    LegInfo joiner = TrunkLegs.outbound("t-9").first(); // the customer's other phone, with Replaces
    say(Legs.answered(joiner));
    changes.clear();
    say(
        new DomainEvent.CallBridged(
            Legs.START.plusSeconds(8),
            "t-1",
            joiner.voiceConnectorId(),
            joiner.region(),
            legs.direction().ofCall(),
            joiner,
            legs.second()));

    assertThat(changes)
        .satisfiesExactlyInAnyOrder(
            merged -> {
              assertThat(merged).isInstanceOf(Change.Merged.class);
              assertThat(merged.call().id()).isEqualTo("t-9");
            },
            ended -> {
              assertThat(ended).isInstanceOf(Change.Ended.class);
              assertThat(ended.call().id()).isEqualTo("t-1");
            },
            began -> {
              assertThat(began).isInstanceOf(Change.Began.class);
              assertThat(began.call().transactionId()).isEqualTo("t-1");
              assertThat(began.call().first()).isEqualTo(legs.second());
              assertThat(began.call().second()).contains(joiner);
            });
  }

  @Test
  void legsIntoMeetingsAreNoneOfTheseCalls() {
    LegInfo meeting = Legs.leg("t-2");
    say(Legs.answered(meeting), Legs.ended(meeting, Legs.START));

    assertThat(changes).isEmpty();
  }

  @Property
  void whateverComesInWhateverOrderEachCallThatBeginsEndsOnceAndNothingIsKept(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 6) Integer> script) {
    TrunkLegs after = legs.transferredTo("+390612345");
    List<DomainEvent> events =
        List.of(
            Legs.answered(legs.first()),
            Legs.answered(legs.second()),
            legs.bridged(),
            Legs.answered(after.second()),
            after.bridged(),
            Legs.ended(legs.first(), Legs.START),
            Legs.ended(legs.second(), Legs.START));
    BridgedCallsTest fresh = new BridgedCallsTest();
    Set<Integer> told = new HashSet<>();
    for (int step : script) {
      boolean onceOnly = step != 2 && step != 4;
      boolean ended = step == 0 && told.contains(5) || step == 1 && told.contains(6);
      if (!ended && (told.add(step) || !onceOnly)) { // a leg is answered once and ends after that
        fresh.say(events.get(step));
      }
    }
    fresh.say(Legs.ended(legs.first(), Legs.START), Legs.ended(legs.second(), Legs.START));
    fresh.say(Legs.ended(after.second(), Legs.START));

    List<String> began = fresh.ids(Change.Began.class);
    assertThat(began).doesNotHaveDuplicates();
    List<String> over = new ArrayList<>(fresh.ids(Change.Ended.class));
    over.addAll(fresh.ids(Change.Merged.class));
    assertThat(over).containsExactlyInAnyOrderElementsOf(began);
    assertThat(fresh.calls.size()).isZero();
  }

  private List<String> ids(Class<? extends Change> kind) {
    return changes.stream().filter(kind::isInstance).map(change -> change.call().id()).toList();
  }
}
