package io.carillon.sip.leg;

import static io.carillon.sip.leg.LegEffect.ANSWER_BYE;
import static io.carillon.sip.leg.LegEffect.FORGET;
import static io.carillon.sip.leg.LegEffect.HAND_OVER;
import static io.carillon.sip.leg.LegEffect.HAND_UP;
import static io.carillon.sip.leg.LegEffect.RELEASE;
import static io.carillon.sip.leg.LegEffect.SEND_ACK;
import static io.carillon.sip.leg.LegEffect.SEND_ANSWER;
import static io.carillon.sip.leg.LegEffect.SEND_BYE;
import static io.carillon.sip.leg.LegEffect.SEND_CANCEL;
import static io.carillon.sip.leg.LegEffect.SEND_PROGRESS;
import static io.carillon.sip.leg.LegEffect.SEND_REFUSAL;
import static io.carillon.sip.leg.LegState.ANSWERED;
import static io.carillon.sip.leg.LegState.CALLING;
import static io.carillon.sip.leg.LegState.CANCELLING;
import static io.carillon.sip.leg.LegState.EARLY;
import static io.carillon.sip.leg.LegState.ENDED;
import static io.carillon.sip.leg.LegState.GIVING_UP;
import static io.carillon.sip.leg.LegState.HANGING_UP;
import static io.carillon.sip.leg.LegState.OFFERED;
import static io.carillon.sip.leg.LegState.PROCEEDING;
import static io.carillon.sip.leg.LegState.TALKING;
import static io.carillon.sip.leg.LegState.UNACKNOWLEDGED;
import static io.carillon.sip.leg.LegState.WAITING;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The life of one call as a table. What is not in it does not happen: a trigger that has no
 * transition in the present state is ignored.
 *
 * <p>Owned by the call's strand. The effects are returned, not done.
 */
final class LegMachine {

  /** Where a trigger leads and what is done on the way, in this order. */
  record Transition(LegState next, List<LegEffect> effects) {}

  private static final Map<LegState, Map<LegTrigger, Transition>> TABLE = table();

  private static Map<LegState, Map<LegTrigger, Transition>> table() {
    Table t = new Table();

    // They call us.
    t.on(OFFERED, LegTrigger.ACCEPT, ANSWERED, SEND_ANSWER);
    t.on(OFFERED, LegTrigger.PROGRESS, EARLY, SEND_PROGRESS);
    t.on(EARLY, LegTrigger.PRACK, ANSWERED, SEND_ANSWER);
    t.on(EARLY, LegTrigger.PRACK_MISSING, ENDED, RELEASE, SEND_REFUSAL, FORGET);
    t.on(OFFERED, LegTrigger.WAIT, WAITING, HAND_UP);
    t.on(WAITING, LegTrigger.ACCEPT, ANSWERED, SEND_ANSWER);
    t.on(WAITING, LegTrigger.PRACK_MISSING, ENDED, RELEASE, SEND_REFUSAL, FORGET);
    for (LegState unanswered : List.of(OFFERED, EARLY, WAITING)) {
      t.on(unanswered, LegTrigger.CANCEL, ENDED, RELEASE, SEND_REFUSAL, FORGET);
      t.on(unanswered, LegTrigger.END, ENDED, RELEASE, SEND_REFUSAL, FORGET);
      t.on(unanswered, LegTrigger.BYE, ENDED, RELEASE, SEND_REFUSAL, ANSWER_BYE, FORGET);
    }
    t.on(ANSWERED, LegTrigger.ACK, TALKING, HAND_OVER);
    t.on(ANSWERED, LegTrigger.ACK_UNUSABLE, HANGING_UP, RELEASE, SEND_BYE);
    t.on(ANSWERED, LegTrigger.ACK_MISSING, HANGING_UP, RELEASE, SEND_BYE);
    t.on(ANSWERED, LegTrigger.END, UNACKNOWLEDGED, RELEASE);
    t.on(ANSWERED, LegTrigger.BYE, ENDED, RELEASE, ANSWER_BYE, FORGET);
    t.on(UNACKNOWLEDGED, LegTrigger.ACK, HANGING_UP, SEND_BYE);
    t.on(UNACKNOWLEDGED, LegTrigger.ACK_UNUSABLE, HANGING_UP, SEND_BYE);
    t.on(UNACKNOWLEDGED, LegTrigger.ACK_MISSING, HANGING_UP, SEND_BYE);
    t.on(UNACKNOWLEDGED, LegTrigger.BYE, ENDED, ANSWER_BYE, FORGET);

    // We call them.
    t.on(CALLING, LegTrigger.PROVISIONAL, PROCEEDING);
    t.on(CALLING, LegTrigger.END, GIVING_UP, RELEASE);
    t.on(PROCEEDING, LegTrigger.END, CANCELLING, RELEASE, SEND_CANCEL);
    t.on(PROCEEDING, LegTrigger.BYE, CANCELLING, RELEASE, ANSWER_BYE, SEND_CANCEL);
    for (LegState unanswered : List.of(CALLING, PROCEEDING)) {
      t.on(unanswered, LegTrigger.ACCEPTED, TALKING, SEND_ACK, HAND_OVER);
      t.on(unanswered, LegTrigger.ACCEPTED_UNUSABLE, HANGING_UP, RELEASE, SEND_ACK, SEND_BYE);
      t.on(unanswered, LegTrigger.FAILED, ENDED, RELEASE, FORGET);
    }
    t.on(GIVING_UP, LegTrigger.PROVISIONAL, CANCELLING, SEND_CANCEL);
    for (LegState givenUp : List.of(GIVING_UP, CANCELLING)) {
      t.on(givenUp, LegTrigger.ACCEPTED, HANGING_UP, SEND_ACK, SEND_BYE);
      t.on(givenUp, LegTrigger.ACCEPTED_UNUSABLE, HANGING_UP, SEND_ACK, SEND_BYE);
      t.on(givenUp, LegTrigger.FAILED, ENDED, FORGET);
    }

    // The call stands.
    t.on(TALKING, LegTrigger.BYE, ENDED, RELEASE, ANSWER_BYE, FORGET);
    t.on(TALKING, LegTrigger.END, HANGING_UP, RELEASE, SEND_BYE);
    t.on(HANGING_UP, LegTrigger.BYE, HANGING_UP, ANSWER_BYE);
    t.on(HANGING_UP, LegTrigger.BYE_DONE, ENDED, FORGET);
    return t.transitions;
  }

  /** Collects the lines above. */
  private static final class Table {
    private final Map<LegState, Map<LegTrigger, Transition>> transitions =
        new EnumMap<>(LegState.class);

    void on(LegState state, LegTrigger trigger, LegState next, LegEffect... effects) {
      transitions
          .computeIfAbsent(state, s -> new EnumMap<>(LegTrigger.class))
          .put(trigger, new Transition(next, List.of(effects)));
    }
  }

  private volatile LegState state;

  LegMachine(LegState first) {
    state = first;
  }

  /** Readable from any thread. */
  LegState state() {
    return state;
  }

  /** True when the trigger means something now. */
  boolean takes(LegTrigger trigger) {
    return TABLE.getOrDefault(state, Map.of()).containsKey(trigger);
  }

  /** Moves on; the effects are to be done in their order. */
  List<LegEffect> fire(LegTrigger trigger) {
    Transition transition = TABLE.getOrDefault(state, Map.of()).get(trigger);
    if (transition == null) {
      return List.of();
    }
    state = transition.next();
    return transition.effects();
  }
}
