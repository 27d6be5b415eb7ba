package io.carillon.sip.leg;

import gov.nist.javax.sip.stack.SIPServerTransaction;
import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.stack.Arrival;
import io.carillon.sip.stack.SipStackService;
import java.util.Optional;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every message comes in: sorts requests to the calls they belong to, hands INVITEs that
 * begin one to {@link NewCalls}, and answers the rest.
 *
 * <p>Called on threads of the stack, in order for each Call-ID; never blocks.
 */
final class CallEntrance implements SipListener {
  private static final Logger LOG = LoggerFactory.getLogger(CallEntrance.class);

  private final SipStackService stack;
  private final LegServices services;
  private final Signalling signalling;
  private final LegTable table;
  private final NewCalls newCalls;
  private final StatelessTags tags;

  CallEntrance(SipStackService stack, LegServices services, NewCalls newCalls, StatelessTags tags) {
    this.stack = stack;
    this.services = services;
    this.signalling = services.signalling();
    this.table = services.table();
    this.newCalls = newCalls;
    this.tags = tags;
  }

  @Override
  public void processRequest(RequestEvent event) {
    Request request = event.getRequest();
    Arrival arrival = stack.arrival(request);
    try {
      sort(event, arrival, Flow.back(arrival));
    } catch (RuntimeException e) {
      // What a stranger sends may surprise the parser's lazier half; it must not surprise others.
      if (services.log().permit(arrival.remote().getAddress().getHostAddress())) {
        LOG.error("{} not handled", request.getMethod(), e);
      }
    }
  }

  private void sort(RequestEvent event, Arrival arrival, Flow flow) {
    Request request = event.getRequest();
    switch (request.getMethod()) {
      case Request.ACK -> call(request).ifPresent(leg -> leg.acknowledged(request));
      case Request.CANCEL -> cancel(event, flow);
      default -> {
        Optional<Refusal> refusal = RequestRules.check(request);
        if (refusal.isPresent()) {
          refuse(request, flow, refusal.get());
        } else if (!Messages.toTag(request).isEmpty()) {
          inDialog(event, arrival, flow);
        } else {
          outside(event, arrival, flow);
        }
      }
    }
  }

  private Optional<SipLeg> call(Request request) {
    return table.find(Messages.callId(request), Messages.toTag(request));
  }

  private void inDialog(RequestEvent event, Arrival arrival, Flow flow) {
    Request request = event.getRequest();
    Optional<SipLeg> leg = call(request);
    if (leg.isEmpty()) {
      refuse(request, flow, Refusal.of(481, EndReason.PROTOCOL_ERROR, ""));
      return;
    }
    transaction(event, arrival)
        .ifPresent(transaction -> leg.get().receive(request, transaction, flow));
  }

  private void outside(RequestEvent event, Arrival arrival, Flow flow) {
    Request request = event.getRequest();
    switch (request.getMethod()) {
      case Request.INVITE -> {
        Optional<Refusal> refusal = newCalls.admit(request, arrival.remote().getAddress());
        if (refusal.isPresent()) {
          refuse(request, flow, refusal.get());
          return;
        }
        admitted(event, arrival, flow);
      }
      case Request.OPTIONS -> options(request, flow);
      default -> refuse(request, flow, Refusal.of(481, EndReason.PROTOCOL_ERROR, ""));
    }
  }

  private void admitted(RequestEvent event, Arrival arrival, Flow flow) {
    Request invite = event.getRequest();
    IncomingCall call;
    Decision decision;
    try {
      call =
          IncomingCall.of(
              invite, arrival.remote(), arrival.transport(), arrival.local().getAddress());
      decision = newCalls.decide(call);
    } catch (RuntimeException e) {
      newCalls.giveBack(invite, arrival.remote().getAddress());
      refuse(invite, flow, Refusal.of(EndReason.INTERNAL_ERROR, ""));
      throw e;
    }
    if (decision instanceof Decision.TurnAway turnAway) {
      newCalls.giveBack(invite, arrival.remote().getAddress());
      refuse(invite, flow, turnAway.refusal());
      return;
    }
    Optional<ServerTransaction> transaction = transaction(event, arrival);
    if (transaction.isEmpty()) {
      newCalls.giveBack(invite, arrival.remote().getAddress());
      decision.dropped();
      return;
    }
    begin(call, decision, transaction.get(), flow);
  }

  private void begin(
      IncomingCall call, Decision decision, ServerTransaction transaction, Flow flow) {
    try {
      newCalls.begin(call, decision, transaction, flow);
    } catch (RuntimeException e) {
      Request invite = call.invite();
      newCalls.giveBack(invite, flow.remote().address().getAddress());
      decision.dropped();
      Refusal failed = Refusal.of(EndReason.INTERNAL_ERROR, "");
      signalling.respond(transaction, replies(flow).refusal(failed, invite, tags.of(invite)));
      throw e;
    }
  }

  /** Answers as it would answer an INVITE (RFC 3261 11.2). */
  private void options(Request request, Flow flow) {
    Optional<Refusal> refusal = newCalls.wouldRefuse(request);
    Response response =
        refusal.isPresent()
            ? replies(flow).refusal(refusal.get(), request, tags.of(request))
            : replies(flow).of(200, request, tags.of(request));
    Capabilities.allow(response);
    Capabilities.accept(response);
    Capabilities.supported(response);
    signalling.respondStateless(request, response);
  }

  /**
   * CANCEL is answered 200 when its INVITE is known, whatever becomes of it; a call that is being
   * set up can be cancelled, and a re-INVITE that somebody else decides on.
   */
  private void cancel(RequestEvent event, Flow flow) {
    Request request = event.getRequest();
    ServerTransaction transaction = event.getServerTransaction();
    SIPServerTransaction invite =
        transaction instanceof SIPServerTransaction server
            ? server.getCanceledInviteTransaction()
            : null;
    if (invite == null) {
      refuse(request, flow, Refusal.of(481, EndReason.PROTOCOL_ERROR, ""));
      return;
    }
    String tag =
        switch (invite.getApplicationData()) {
          case SipLeg leg -> leg.localTag();
          case HandedOffer offer -> offer.localTag();
          case null, default -> tags.of(request);
        };
    signalling.respond(transaction, replies(flow).of(200, request, tag));
    switch (invite.getApplicationData()) {
      case SipLeg leg -> leg.cancelled(request);
      case HandedOffer offer -> offer.cancelled();
      case null, default -> {} // answered long ago, or refused without a call
    }
  }

  private Optional<ServerTransaction> transaction(RequestEvent event, Arrival arrival) {
    if (event.getServerTransaction() != null) {
      return Optional.of(event.getServerTransaction());
    }
    try {
      return Optional.of(stack.provider(arrival).getNewServerTransaction(event.getRequest()));
    } catch (TransactionAlreadyExistsException e) {
      return Optional.empty(); // a retransmission that overtook itself
    } catch (TransactionUnavailableException e) {
      LOG.debug("no transaction for {}: {}", event.getRequest().getMethod(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Refuses without keeping anything: what strangers send must cost no memory. */
  private void refuse(Request request, Flow flow, Refusal refusal) {
    new RefusalLog(services.log()).refused(request, flow.remote().address(), refusal);
    signalling.respondStateless(request, replies(flow).refusal(refusal, request, tags.of(request)));
  }

  private Replies replies(Flow flow) {
    return new Replies(services.settings().product(), signalling.agent(flow), none -> {});
  }

  @Override
  public void processResponse(ResponseEvent event) {
    Response response = event.getResponse();
    if (event.getClientTransaction() != null
        && event.getClientTransaction().getApplicationData()
            instanceof Signalling.Answers answers) {
      answers.response(response);
      return;
    }
    // The transaction is over with the first 2xx: repeated and forked ones come without it.
    table
        .find(Messages.callId(response), Messages.fromTag(response))
        .ifPresent(leg -> leg.strayAnswer(response));
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    if (!event.isServerTransaction()
        && event.getClientTransaction().getApplicationData()
            instanceof Signalling.Answers answers) {
      answers.unanswered();
    }
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    LOG.debug("{}:{}/{} failed", event.getHost(), event.getPort(), event.getTransport());
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {
    // Calls end by their own timers.
  }

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {
    // JAIN-SIP's dialogs are switched off.
  }
}
