package io.carillon.sip.bridge;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegRole;
import io.carillon.core.trunk.TrunkCall;
import io.carillon.core.trunk.TrunkDirection;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.leg.MediaTerms;
import io.carillon.sip.leg.OutgoingListener;
import io.carillon.sip.leg.RemoteRequest;
import io.carillon.sip.leg.SipCall;
import java.util.List;
import java.util.Optional;

/**
 * REFER (RFC 3515, RFC 5589): one party sends the other to somebody new, and we do the calling. The
 * new party is called (blind), or comes from a second call of the one who transfers (attended,
 * Refer-To with Replaces). Until it answers the two go on talking; the one who transfers may hang
 * up before. One transfer at a time.
 *
 * <p>Owned by the call's strand.
 */
final class Transfers {
  private final BridgedCall call;
  private final BridgeServices services;
  private final BridgedCalls calls;
  private Optional<Transfer> running = Optional.empty();
  private int referred;

  Transfers(BridgedCall call, BridgeServices services, BridgedCalls calls) {
    this.call = call;
    this.services = services;
    this.calls = calls;
  }

  void referred(Side by, RemoteRequest request) {
    Optional<Side> other =
        call.stage() == BridgedCall.Stage.TALKING ? call.other(by) : Optional.empty();
    Optional<ReferTo> to = ReferTo.of(request.headers());
    if (by.role() == LegRole.REMOTE && !services.settings().transfersByCarrier()) {
      request.respond(403, List.of());
    } else if (to.isEmpty()) {
      request.respond(400, List.of());
    } else if (other.isEmpty() || running.isPresent()) {
      request.respond(491, List.of());
    } else if (to.get().replaces().isPresent()) {
      attended(by, to.get(), request);
    } else {
      blind(by, other.get(), to.get(), request);
    }
  }

  private TransferNotices accept(Side by, ReferTo to, RemoteRequest request) {
    request.respond(202, to.silent() ? List.of(new HeaderLine("Refer-Sub", "false")) : List.of());
    String number =
        HeaderLine.first(request.headers(), "CSeq").map(text -> text.split(" ")[0]).orElse("");
    String event = referred++ == 0 || number.isEmpty() ? "refer" : "refer;id=" + number;
    TransferNotices notices = new TransferNotices(by.leg(), event, to.silent());
    notices.progress(100);
    return notices;
  }

  private void blind(Side by, Side other, ReferTo to, RemoteRequest request) {
    boolean byCaller = by == call.caller();
    TrunkCall present = call.trunkCall();
    TransferRouter.Route route =
        services
            .transfers()
            .route(
                new TransferRouter.Transfer(
                    by.leg().info(),
                    byCaller ? present.fromNumber() : present.toNumber(),
                    other.leg().info(),
                    to.target()));
    switch (route) {
      case TransferRouter.Refuse refuse ->
          request.respond(refuse.refusal().status(), refuse.refusal().headers());
      case TransferRouter.Place place -> {
        TransferNotices notices = accept(by, to, request);
        call.keep(List.of(place.call().permit()));
        Transfer transfer = new Transfer(by, other, notices);
        running = Optional.of(transfer);
        transfer.search = new CalleeSearch(services, invitation(place.call(), by, other), transfer);
        transfer.search.start();
      }
    }
  }

  private Invitation invitation(TrunkCall to, Side by, Side other) {
    boolean outbound = to.direction() == TrunkDirection.OUTBOUND;
    Passage passage = call.passage(outbound ? Passage.Side.CARRIER : Passage.Side.CUSTOMER);
    String host = passage.domain();
    List<HeaderLine> from =
        to.fromNumber().isEmpty()
            ? List.of()
            : List.of(
                new HeaderLine(
                    "From", "<sip:" + Invitation.escaped(to.fromNumber()) + "@" + host + ">"));
    CallerIdentity identity = CallerIdentity.of(to, from, passage);
    return new Invitation(
        to,
        identity,
        identity.asserted(),
        other.leg().sessionHalf(),
        Mirror.of(other.leg().agreedMedia()).withDirection(MediaTerms.OURS.direction()),
        LoopMark.DEFAULT_HOPS - 1,
        by.role(),
        other.leg().info().callTransactionId(),
        List.of(),
        services.settings());
  }

  private void attended(Side by, ReferTo to, RemoteRequest request) {
    Side other = call.other(by).orElseThrow();
    TransferNotices notices = accept(by, to, request);
    Optional<SipCall> second = services.calls().find(to.replaces().orElseThrow());
    Optional<BridgedCall> theirs =
        second
            .flatMap(calls::of)
            .filter(c -> c != call && c.connectorId().equals(call.connectorId()));
    if (theirs.isEmpty()) {
      notices.done(481, () -> {});
      return;
    }
    Transfer transfer = new Transfer(by, other, notices);
    running = Optional.of(transfer);
    transfer.second = theirs;
    theirs.get().run(() -> theirs.get().surrender(second.get(), transfer));
  }

  /** Whether the call outlives the end of that leg: who transfers may go before it is done. */
  boolean goesOnWithout(Side side) {
    Optional<Transfer> its = running.filter(transfer -> transfer.by == side);
    its.ifPresent(transfer -> transfer.left = true);
    return its.isPresent();
  }

  void stop() {
    running.ifPresent(Transfer::stop);
    running = Optional.empty();
  }

  /** One transfer. */
  private final class Transfer implements CalleeSearch.Owner, BridgedCall.Heir {
    private final Side by;
    private final Side other;
    private final TransferNotices notices;
    private CalleeSearch search;
    private Optional<BridgedCall> second = Optional.empty();
    private boolean left;

    Transfer(Side by, Side other, TransferNotices notices) {
      this.by = by;
      this.other = other;
      this.notices = notices;
    }

    @Override
    public void run(Runnable task) {
      call.run(task);
    }

    @Override
    public void placed(SipCall leg) {
      call.adopt(leg);
    }

    @Override
    public void progress(SipCall leg, OutgoingListener.Progress progress) {
      notices.progress(progress.status());
      if (left && progress.media()) {
        call.hearing().join(other.leg(), leg, () -> {});
      }
    }

    @Override
    public void answered(SipCall leg, OutgoingListener.Answer answer) {
      Side fresh = new Side(call, leg, by.role());
      fresh.told(Mirror.of(other.leg().agreedMedia()).withDirection(MediaTerms.OURS.direction()));
      take(fresh);
    }

    private void take(Side fresh) {
      running = Optional.empty();
      call.swap(by, fresh);
      notices.done(200, () -> by.leg().end(EndReason.REMOTE_HANGUP));
    }

    @Override
    public void failed(OutgoingListener.Failure failure) {
      running = Optional.empty();
      notices.done(CallOutcome.toCaller(failure).status(), () -> {});
      if (left) {
        call.over(failure.reason(), CarriedReason.of(failure.headers()));
      }
    }

    @Override
    public void inherits(BridgedCall.Surrendered party) {
      call.run(() -> surrendered(party));
    }

    @Override
    public void goesWithout(OutgoingListener.Failure why) {
      call.run(
          () -> {
            if (runs()) {
              failed(why);
            }
          });
    }

    private boolean runs() {
      return running.filter(transfer -> transfer == this).isPresent();
    }

    /** The party of the second call. */
    private void surrendered(BridgedCall.Surrendered party) {
      if (!runs()) {
        tooLate(party);
        return;
      }
      Side fresh = new Side(call, party.side().leg(), by.role());
      fresh.told(party.side().told());
      call.keep(party.permits());
      call.adopt(fresh.leg());
      take(fresh);
    }

    /** The call ended meanwhile: nobody is left to talk to. */
    private void tooLate(BridgedCall.Surrendered party) {
      party.side().leg().end(EndReason.REMOTE_HANGUP);
      party.permits().forEach(io.carillon.core.trunk.Permit::close);
    }

    void stop() {
      if (search != null) {
        search.stop(EndReason.REMOTE_HANGUP, List.of());
      }
      second.ifPresent(waited -> waited.run(() -> waited.disown(this)));
      notices.done(487, () -> {});
    }
  }
}
