package io.carillon.sip.bridge;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegRole;
import io.carillon.core.concurrent.Strand;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.trunk.Permit;
import io.carillon.core.trunk.TrunkCall;
import io.carillon.core.trunk.TrunkDirection;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.StrandTimers;
import io.carillon.sip.dialog.Timers;
import io.carillon.sip.leg.MediaTerms;
import io.carillon.sip.leg.OutgoingListener;
import io.carillon.sip.leg.PendingCall;
import io.carillon.sip.leg.Refusal;
import io.carillon.sip.leg.SessionId;
import io.carillon.sip.leg.SipCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call between a customer and a carrier: the leg that came in, the search for somebody who
 * answers, the talk of the two and its end. A back-to-back user agent (RFC 7092): each side has a
 * dialog of its own with us and sees nothing of the other's.
 *
 * <p>Everything happens on the call's strand; {@link #run} may be called from any thread.
 */
final class BridgedCall implements CalleeSearch.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(BridgedCall.class);

  /** Where the call stands. */
  enum Stage {
    /** Nobody has answered. */
    SEARCHING,
    /** The called side has; the caller's ACK is awaited. */
    ANSWERING,
    TALKING,
    OVER
  }

  private final BridgeServices services;
  private final BridgedCalls calls;
  private final TrunkCall call;
  private final Strand strand;
  private final Timers timers;
  private final Hearing hearing;
  private final OfferPassing offers = new OfferPassing(this);
  private final RequestPassing requests = new RequestPassing(this);
  private final Transfers transfers;
  private final Joining joining = new Joining(this);
  private final Set<SipCall> live = new HashSet<>();
  private final List<Permit> permits = new ArrayList<>();
  private Stage stage = Stage.SEARCHING;
  private PendingCall pending;
  private Side caller;
  private Side callee;
  private CalleeSearch search;
  private MediaTerms offered = MediaTerms.OURS;
  private Optional<Heir> heir = Optional.empty();
  private Timers.Timer ringing = Timers.Timer.NONE;

  BridgedCall(BridgeServices services, BridgedCalls calls, TrunkCall call) {
    this.services = services;
    this.calls = calls;
    this.call = call;
    this.strand = new Strand(services.calls().strands());
    this.timers = new StrandTimers(services.runtime().scheduler(), this::run);
    this.hearing = new Hearing(services.audio(), this);
    this.transfers = new Transfers(this, services, calls);
    this.permits.add(call.permit());
  }

  /** A defect of ours ends this call and leaves nothing behind. */
  @Override
  public void run(Runnable task) {
    strand.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.error("{}: the bridged call fails", call.connectorId(), e);
            over(EndReason.INTERNAL_ERROR, List.of());
          }
        });
  }

  // The beginning.

  /** From any thread, once. */
  void begin(PendingCall incoming, LoopMark loops) {
    run(
        () -> {
          pending = incoming;
          caller =
              new Side(this, incoming.leg(), role(call.direction() == TrunkDirection.OUTBOUND));
          adopt(incoming.leg());
          incoming.onCancelled(
              gone -> run(() -> over(gone.reason(), CarriedReason.of(gone.headers()))));
          List<HeaderLine> headers = incoming.call().headers();
          switch (loops.check(headers, call.fromNumber(), call.toNumber())) {
            case LoopMark.Stopped stopped ->
                refuse(
                    Refusal.of(stopped.status(), EndReason.PROTOCOL_ERROR, "the call came back"));
            case LoopMark.Passed passed -> place(headers, passed);
          }
        });
  }

  private static LegRole role(boolean customer) {
    return customer ? LegRole.CUSTOMER : LegRole.REMOTE;
  }

  private void place(List<HeaderLine> headers, LoopMark.Passed passed) {
    caller.leg().takeOver(caller);
    caller.leg().speakFor(SessionId.NIL);
    offered = pending.call().offer().map(Mirror::of).orElse(MediaTerms.OURS);
    boolean outbound = call.direction() == TrunkDirection.OUTBOUND;
    Passage passage = passage(outbound ? Passage.Side.CARRIER : Passage.Side.CUSTOMER);
    CallerIdentity identity = CallerIdentity.of(call, headers, passage);
    List<HeaderLine> carried = new ArrayList<>();
    carried.add(passed.mark());
    carried.addAll(identity.asserted());
    carried.addAll(CarriedHeaders.ofInvite(headers, passage));
    search =
        new CalleeSearch(
            services,
            new Invitation(
                call,
                identity,
                carried,
                caller.leg().sessionHalf(),
                offered,
                passed.maxForwards(),
                role(!outbound),
                caller.leg().info().callTransactionId(),
                call.emergency() ? EmergencyParts.of(pending.call().invite()) : List.of(),
                services.settings()),
            this);
    ringing = timers.after(services.settings().ringing(), this::unanswered);
    search.start();
  }

  private void unanswered() {
    if (stage == Stage.SEARCHING) {
      int status = search.rang() ? 480 : 408;
      search.stop(EndReason.NO_ANSWER, List.of());
      refuse(Refusal.of(status, EndReason.NO_ANSWER, "nobody answered"));
    }
  }

  private void refuse(Refusal refusal) {
    pending.refuse(refusal);
    over(refusal.reason(), refusal.headers());
  }

  // What the search tells.

  @Override
  public void placed(SipCall leg) {
    adopt(leg);
  }

  @Override
  public void progress(SipCall leg, OutgoingListener.Progress progress) {
    if (progress.status() < 180 || progress.status() > 183) {
      return; // 199 and others are about branches the caller knows nothing of
    }
    caller.leg().speakFor(leg.sessionHalf());
    List<HeaderLine> headers = response(caller, progress.headers());
    if (progress.media()) {
      hearing.join(caller.leg(), leg, () -> {});
      MediaTerms terms = Mirror.of(leg.agreedMedia());
      caller.told(terms);
      pending.provisional(progress.status(), headers, terms);
    } else {
      pending.provisional(progress.status(), headers);
    }
  }

  @Override
  public void answered(SipCall leg, OutgoingListener.Answer answer) {
    Side side = new Side(this, leg, role(caller.role() != LegRole.CUSTOMER));
    side.told(offered);
    answered(side, answer.headers());
  }

  /** Somebody answered: the place that was called, or who took the call over from there. */
  void answered(Side side, List<HeaderLine> headers) {
    callee = side;
    stage = Stage.ANSWERING;
    ringing.cancel();
    side.leg().takeOver(side);
    introduce(caller, side);
    hearing.join(caller.leg(), side.leg(), () -> {});
    MediaTerms terms = Mirror.of(side.leg().agreedMedia());
    caller.told(terms);
    pending.answer(response(caller, headers), terms);
  }

  @Override
  public void failed(OutgoingListener.Failure failure) {
    if (stage == Stage.SEARCHING) {
      SessionId.of(failure.headers()).ifPresent(caller.leg()::speakFor);
      takeHeir().ifPresent(waiting -> waiting.goesWithout(failure));
      refuse(CallOutcome.toCaller(failure).with(response(caller, failure.headers())));
    }
  }

  /** Headers of a response of the called side, as the caller gets them. */
  private List<HeaderLine> response(Side to, List<HeaderLine> headers) {
    Passage passage = passageTo(to);
    List<HeaderLine> carried = new ArrayList<>(CallerIdentity.connected(headers, passage));
    carried.addAll(CarriedHeaders.ofResponse(headers, passage));
    return carried;
  }

  /** Each is told from now on that it talks to the other (RFC 7989). */
  private static void introduce(Side one, Side other) {
    one.leg().speakFor(other.leg().sessionHalf());
    other.leg().speakFor(one.leg().sessionHalf());
  }

  // The talk.

  /** A leg that came in has its answer. */
  void acknowledged(Side side) {
    if (side == caller && stage == Stage.ANSWERING) {
      talk(callee);
    } else if (stage != Stage.OVER) {
      joining.acknowledged(side);
    }
  }

  /**
   * @param present was there before the other
   */
  private void talk(Side present) {
    stage = Stage.TALKING;
    hearing.join(caller.leg(), callee.leg(), this::bridged);
    offers.bringUpToDate(present, present == caller ? callee : caller);
  }

  private void bridged() {
    if (stage != Stage.TALKING) {
      return;
    }
    boolean callerIsCustomer = caller.role() == LegRole.CUSTOMER;
    services
        .events()
        .publish(
            new DomainEvent.CallBridged(
                services.runtime().clock().instant(),
                pending.leg().info().callTransactionId(),
                call.connectorId(),
                call.region(),
                call.direction().ofCall(),
                (callerIsCustomer ? caller : callee).leg().info(),
                (callerIsCustomer ? callee : caller).leg().info()));
    takeHeir().ifPresent(waiting -> surrender(caller.leg(), waiting));
  }

  /** Another leg takes the place of one, which is no side of the call any more. */
  void swap(Side old, Side fresh) {
    if (old == caller) {
      caller = fresh;
    } else {
      callee = fresh;
    }
    introduce(caller, callee);
    fresh.leg().takeOver(fresh);
    talk(fresh == caller ? callee : caller);
  }

  /**
   * One party changes to another call, the other one is not needed any more: this call is over
   * without ending it. While the call has not been answered, who comes from it is waited for.
   *
   * @param to gets the party that changes, with what has to be closed at its end
   */
  void surrender(SipCall staying, Heir to) {
    boolean begins = stage == Stage.SEARCHING || stage == Stage.ANSWERING;
    Optional<Side> leaving = side(staying).flatMap(this::other);
    if (begins && caller.leg() == staying && heir.isEmpty()) {
      heir = Optional.of(to);
    } else if (stage != Stage.TALKING || leaving.isEmpty()) {
      to.goesWithout(CallOutcome.silent(EndReason.UNKNOWN_DESTINATION));
    } else {
      Side gone = leaving.get();
      live.remove(gone.leg());
      calls.remove(gone.leg(), this);
      Surrendered surrendered = new Surrendered(gone, List.copyOf(permits));
      permits.clear();
      hearing.forget();
      over(EndReason.REMOTE_HANGUP, List.of());
      to.inherits(surrendered);
    }
  }

  /** Who waited for a party of this call does not want it any more. */
  void disown(Heir gone) {
    heir = heir.filter(waiting -> waiting != gone);
  }

  private Optional<Heir> takeHeir() {
    Optional<Heir> waiting = heir;
    heir = Optional.empty();
    return waiting;
  }

  /** Another call that takes over a party of this one; is told on this one's strand, once. */
  interface Heir {
    void inherits(Surrendered party);

    void goesWithout(OutgoingListener.Failure why);
  }

  /** A party that comes from another call. */
  record Surrendered(Side side, List<Permit> permits) {}

  /** Takes over what has to be closed at the end of this call. */
  void keep(List<Permit> more) {
    if (stage == Stage.OVER && live.isEmpty()) {
      more.forEach(Permit::close);
    } else {
      permits.addAll(more);
    }
  }

  /** From any thread. */
  void replace(SipCall leg, PendingCall fresh, boolean earlyOnly) {
    run(() -> joining.replace(leg, fresh, earlyOnly));
  }

  // The end.

  /** The leg counts for this call from now on. */
  void adopt(SipCall leg) {
    live.add(leg);
    calls.put(leg, this);
    leg.ended().thenAccept(reason -> run(() -> ended(leg, reason)));
  }

  private void ended(SipCall leg, EndReason reason) {
    if (!live.remove(leg)) {
      return; // it changed to another call
    }
    calls.remove(leg, this);
    if (stage == Stage.OVER) {
      closeWhenEmpty();
      return;
    }
    if (stage == Stage.SEARCHING && leg == caller.leg()) {
      return; // onCancelled tells why
    }
    Optional<Side> side = side(leg);
    if (side.isPresent() && !transfers.goesOnWithout(side.get())) {
      over(reason, side.get().farewell());
    }
  }

  /** Ends every leg there is; nothing when that was done. */
  void over(EndReason reason, List<HeaderLine> headers) {
    if (stage == Stage.OVER) {
      return;
    }
    stage = Stage.OVER;
    ringing.cancel();
    if (search != null) {
      search.stop(reason, headers);
    }
    transfers.stop();
    takeHeir().ifPresent(waiting -> waiting.goesWithout(CallOutcome.silent(reason)));
    hearing.close();
    List.copyOf(live).forEach(leg -> leg.end(reason, headers));
    closeWhenEmpty();
  }

  private void closeWhenEmpty() {
    if (live.isEmpty()) {
      permits.forEach(Permit::close);
      permits.clear();
    }
  }

  // What the parts of the call ask.

  Stage stage() {
    return stage;
  }

  String connectorId() {
    return call.connectorId();
  }

  TrunkCall trunkCall() {
    return call;
  }

  Hearing hearing() {
    return hearing;
  }

  OfferPassing offers() {
    return offers;
  }

  RequestPassing requests() {
    return requests;
  }

  Transfers transfers() {
    return transfers;
  }

  Side caller() {
    return caller;
  }

  /** The leg that is being called. */
  Optional<SipCall> calling() {
    return stage == Stage.SEARCHING && search != null ? search.leg() : Optional.empty();
  }

  /** Somebody else answers in place of who is being called. */
  void stopCalling() {
    search.stop(EndReason.CANCELLED, List.of());
  }

  Optional<Side> side(SipCall leg) {
    if (caller != null && caller.leg() == leg) {
      return Optional.of(caller);
    }
    return callee != null && callee.leg() == leg ? Optional.of(callee) : Optional.empty();
  }

  /**
   * The other party of the talk; empty before there is one. The caller is one before the ACK: what
   * the called side wants of it by then waits in its leg.
   */
  Optional<Side> other(Side side) {
    if (stage != Stage.TALKING && stage != Stage.ANSWERING) {
      return Optional.empty();
    }
    return Optional.of(side == caller ? callee : caller);
  }

  Passage passageTo(Side side) {
    return passage(side.passage());
  }

  Passage passage(Passage.Side to) {
    return new Passage(to, services.domains().apply(call.connectorId()), call.emergency());
  }
}
