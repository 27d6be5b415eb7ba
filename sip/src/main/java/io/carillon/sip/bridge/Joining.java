package io.carillon.sip.bridge;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegRole;
import io.carillon.sip.leg.MediaTerms;
import io.carillon.sip.leg.PendingCall;
import io.carillon.sip.leg.Refusal;
import io.carillon.sip.leg.SipCall;
import java.util.List;
import java.util.Optional;

/**
 * A call that comes in to take the place of a leg (INVITE with Replaces, RFC 3891): of a party that
 * talks, which then gets a BYE, or of the phone that rings, which then rings no more. One at a
 * time. Owned by the call's strand.
 */
final class Joining {
  private final BridgedCall call;
  private Optional<Joiner> joiner = Optional.empty();

  Joining(BridgedCall call) {
    this.call = call;
  }

  /**
   * @param replaced whose place is taken
   */
  private record Joiner(SipCall replaced, Side side) {}

  void replace(SipCall leg, PendingCall fresh, boolean earlyOnly) {
    if (joiner.isPresent()) {
      fresh.refuse(Refusal.of(491, EndReason.PROTOCOL_ERROR, "somebody else joins already"));
      return;
    }
    // An answered call is one, even while the ACK is on its way.
    boolean answered =
        call.stage() == BridgedCall.Stage.TALKING || call.stage() == BridgedCall.Stage.ANSWERING;
    Optional<Side> talking = answered ? call.side(leg) : Optional.empty();
    boolean ringing = call.calling().filter(calling -> calling == leg).isPresent();
    if (talking.isPresent() && earlyOnly) {
      fresh.refuse(Refusal.of(486, EndReason.BUSY, "answered already"));
    } else if (talking.isPresent()) {
      Side other = call.other(talking.get()).orElseThrow();
      fresh.leg().speakFor(other.leg().sessionHalf());
      join(leg, fresh, talking.get().role(), Mirror.of(other.leg().agreedMedia()));
    } else if (ringing) {
      LegRole role = call.caller().role() == LegRole.CUSTOMER ? LegRole.REMOTE : LegRole.CUSTOMER;
      fresh.leg().speakFor(call.caller().leg().sessionHalf());
      join(leg, fresh, role, MediaTerms.OURS);
    } else {
      fresh.refuse(Refusal.of(481, EndReason.PROTOCOL_ERROR, ""));
    }
  }

  private void join(SipCall replaced, PendingCall fresh, LegRole role, MediaTerms terms) {
    Side side = new Side(call, fresh.leg(), role);
    // What was a hold of the one before is none of the one who comes.
    MediaTerms said = terms.withDirection(MediaTerms.OURS.direction());
    side.told(said);
    joiner = Optional.of(new Joiner(replaced, side));
    fresh.leg().takeOver(side);
    call.adopt(fresh.leg());
    fresh.leg().ended().thenAccept(reason -> call.run(() -> gone(side)));
    fresh.answer(List.of(), said);
  }

  private void gone(Side side) {
    joiner = joiner.filter(waiting -> waiting.side() != side);
  }

  /** Whoever joins has our answer: now the one whose place is taken goes. */
  void acknowledged(Side side) {
    Optional<Joiner> waiting = joiner.filter(j -> j.side() == side);
    joiner = Optional.empty();
    if (waiting.isEmpty()) {
      return;
    }
    SipCall replaced = waiting.get().replaced();
    Optional<Side> old = call.side(replaced);
    if (call.stage() == BridgedCall.Stage.TALKING && old.isPresent()) {
      call.swap(old.get(), side);
      replaced.end(EndReason.REMOTE_HANGUP);
    } else if (call.calling().filter(calling -> calling == replaced).isPresent()) {
      call.stopCalling();
      call.answered(side, List.of());
    } else {
      side.leg().end(EndReason.REMOTE_HANGUP); // too late: what it wanted to join has changed
    }
  }
}
