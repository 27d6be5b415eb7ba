package io.carillon.sip.leg;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.call.LegAudio;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.concurrent.Strand;
import io.carillon.core.event.LegRecord;
import io.carillon.media.session.MediaEngine;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.DialogId;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.OfferAnswerState;
import io.carillon.sip.dialog.StrandTimers;
import io.carillon.sip.dialog.Timers;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SIP call: what its table of transitions ({@link LegMachine}) asks for is done here, by the
 * half that set it up ({@link IncomingInvite} or {@link OutgoingInvite}) and by what both share.
 *
 * <p>Everything happens on the call's strand; the methods of {@link Leg} and those that say so may
 * be called from any thread.
 */
final class SipLeg implements SipCall {
  private static final Logger LOG = LoggerFactory.getLogger(SipLeg.class);

  private final LegServices services;
  private final LegInfo info;
  private final String localTag;
  private final Strand strand;
  private final Timers timers;
  private final LegMachine machine;
  private final LegRecord record;
  private final OfferAnswerState offers = new OfferAnswerState();
  private final LegEnd end;
  private final InDialog inDialog;
  private final Replies replies;
  private final SessionId session;
  private Flow flow;
  private InviteHalf half;
  private volatile Dialog dialog;
  private DialPlan.LegHandler handler = leg -> {};
  private CallConnectors connectors;
  private Runnable byeAnswer = () -> {};
  private LegMediaFactory mediaFactory;
  private volatile LegMedia media;
  private volatile Map<String, String> inviteHeaders = Map.of();

  /**
   * @param source whose share of the table the call takes
   */
  SipLeg(
      LegServices services,
      LegInfo info,
      String localTag,
      InetAddress source,
      Flow flow,
      LegState first) {
    this.services = services;
    this.info = info;
    this.localTag = localTag;
    this.flow = flow;
    this.strand = new Strand(services.executor());
    this.session = new SessionId(services.random());
    this.mediaFactory = AudioMedia.factory(services, services.settings().srtp());
    this.timers = new StrandTimers(services.scheduler(), this::onStrand);
    this.machine = new LegMachine(first);
    this.record = new LegRecord(services.events(), services.clock(), info);
    this.end = new LegEnd(this, record, source);
    this.replies =
        new Replies(services.settings().product(), services.signalling().agent(flow), session::put);
    this.inDialog = new InDialog(this);
    offers.onClosed(this::exchangeClosed);
  }

  /** An offer that waits for its turn is made when this is done. */
  private void exchangeClosed() {
    if (inDialog.localOffers().waiting()) {
      onStrand(inDialog.localOffers()::goOn);
    }
  }

  /** Gives the call its beginning; then it runs. From any thread, once. */
  void begin(InviteHalf first, DialPlan.LegHandler taker) {
    handler = Objects.requireNonNull(taker, "taker");
    half = Objects.requireNonNull(first, "first");
    services.table().add(info.callId(), localTag, this);
    onStrand(
        () -> {
          record.started();
          half.begin();
        });
  }

  /** Refuses the call at once; it is on record all the same. From any thread, once. */
  void refuse(InviteHalf first, Refusal refusal) {
    half = Objects.requireNonNull(first, "first");
    services.table().add(info.callId(), localTag, this);
    onStrand(
        () -> {
          record.started();
          finish(LegTrigger.END, refusal);
        });
  }

  /** What its INVITE said, for streaming events. Before the beginning. */
  void cameWith(Map<String, String> headers) {
    inviteHeaders = headers;
  }

  Map<String, String> inviteHeaders() {
    return inviteHeaders;
  }

  /** Its messages are logged under its connector, the last ones too. Before the beginning. */
  void belongsTo(CallConnectors directory) {
    connectors = directory;
    directory.put(info);
  }

  // What the rest of the package uses, on the strand.

  LegServices services() {
    return services;
  }

  Timers timers() {
    return timers;
  }

  String localTag() {
    return localTag;
  }

  Flow flow() {
    if (!flow.isOpen() && dialog != null) {
      NextHop.of(dialog, flow.remote().transport())
          .ifPresent(hop -> flow = new Flow(hop, flow.local(), () -> true));
    }
    return flow;
  }

  void flow(Flow newer) {
    flow = newer;
  }

  OfferAnswerState offers() {
    return offers;
  }

  Dialog dialog() {
    return dialog;
  }

  void dialog(Dialog established) {
    dialog = established;
  }

  /** The dialog of requests of ours, early or not. */
  Optional<Dialog> requestDialog() {
    return dialog != null ? Optional.of(dialog) : half.earlyDialog();
  }

  /** Headers for our BYE or CANCEL by who ends the call. */
  List<HeaderLine> farewell() {
    return end.farewell();
  }

  /** It has ended for everybody else. */
  boolean over() {
    return end.reason().isDone();
  }

  LegMedia media() {
    return media;
  }

  InDialog inDialog() {
    return inDialog;
  }

  InviteHalf half() {
    return half;
  }

  Replies replies() {
    return replies;
  }

  SessionId session() {
    return session;
  }

  Signalling signalling() {
    return services.signalling();
  }

  void onStrand(Runnable task) {
    strand.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            end.abandon(e);
          }
        });
  }

  /** Ends by whatever means something now. */
  void giveUp() {
    if (machine.takes(LegTrigger.END)) {
      finish(LegTrigger.END, EndReason.INTERNAL_ERROR);
    } else {
      fire(LegTrigger.BYE_DONE);
    }
  }

  /** Its messages are logged elsewhere from now on, but the last ones. */
  void leaveDirectory() {
    if (connectors != null) {
      // The ACK to a refusal and repeated messages come later.
      timers.after(
          services.settings().timings().patience(), () -> connectors.remove(info.callId()));
    }
  }

  /** Its media is none by the settings. Before the beginning. */
  void mediaBy(LegMediaFactory factory) {
    mediaFactory = factory;
  }

  /** Binds ports; false when there are none left. */
  boolean openMedia() {
    try {
      media = mediaFactory.open(info, flow.ownAddress());
    } catch (MediaEngine.NoPortsException e) {
      LOG.warn("{}: {}", info.callId(), e.getMessage());
      return false;
    }
    return true;
  }

  /** The 2xx went out or came in. */
  void answered() {
    record.answered(media.measured());
    // Not before: who rings or listens to early media may well be silent.
    media.onTimeout(() -> end(EndReason.MEDIA_TIMEOUT));
    media.onKeyFailure(this::noKeys);
  }

  /** A call that was to be encrypted and cannot be is none. */
  private void noKeys(String why) {
    LOG.warn("{}: no keys for SRTP: {}", info.callId(), why);
    end(EndReason.NOT_ENCRYPTED);
  }

  /** Ends with this outcome by this trigger, if it means anything now. */
  void finish(LegTrigger trigger, Refusal why) {
    if (machine.takes(trigger)) {
      end.outcome(why);
      fire(trigger);
    }
  }

  void finish(LegTrigger trigger, EndReason reason) {
    finish(trigger, Refusal.of(reason, reason.text()));
  }

  /** Their BYE, with what answers it. */
  boolean bye(Request bye, Runnable answer) {
    if (!machine.takes(LegTrigger.BYE)) {
      return false;
    }
    byeAnswer = answer;
    end.farEndSaid(bye);
    if (machine.state() == LegState.TALKING) {
      inDialog.taker().ifPresent(taker -> taker.hungUp(Messages.lines(bye)));
    }
    if (machine.state() != LegState.HANGING_UP && machine.state() != LegState.UNACKNOWLEDGED) {
      end.outcome(Refusal.of(EndReason.REMOTE_HANGUP, ""));
    }
    fire(LegTrigger.BYE);
    return true;
  }

  void fire(LegTrigger trigger) {
    LegState before = machine.state();
    for (LegEffect effect : machine.fire(trigger)) {
      perform(effect);
    }
    LOG.debug("{}: {} {} -> {}", info.callId(), before, trigger, machine.state());
  }

  private void perform(LegEffect effect) {
    switch (effect) {
      case SEND_PROGRESS, SEND_ANSWER, SEND_REFUSAL, SEND_ACK, SEND_CANCEL, HAND_UP ->
          half.perform(effect, end.outcome());
      case SEND_BYE -> inDialog.sendBye(end.outcome().reason());
      case ANSWER_BYE -> end.onRecord(byeAnswer);
      case HAND_OVER -> handOver();
      case RELEASE -> end.release();
      case FORGET -> end.forget();
    }
  }

  private void handOver() {
    try {
      handler.answered(this);
      inDialog.taker().ifPresent(DialogRequests::acknowledged);
      inDialog.localOffers().goOn();
    } catch (RuntimeException e) {
      LOG.error("{}: the call was not taken over", info.callId(), e);
      end(EndReason.INTERNAL_ERROR);
    }
  }

  // What comes from the stack, on any thread.

  /** A request in this dialog other than ACK and CANCEL. */
  void receive(Request request, ServerTransaction transaction, Flow from) {
    onStrand(() -> inDialog.receive(request, transaction, from));
  }

  void acknowledged(Request ack) {
    onStrand(
        () -> {
          if (dialog != null && dialog.owns(ack)) {
            half.acknowledged(ack);
            inDialog.acknowledged(ack);
          }
        });
  }

  /** CANCEL of the INVITE that made the call; it has been answered already. */
  void cancelled(Request cancel) {
    onStrand(
        () -> {
          end.farEndSaid(cancel);
          finish(LegTrigger.CANCEL, EndReason.CANCELLED);
        });
  }

  /** A 2xx that belongs to no transaction any more: a repeated one or another fork's. */
  void strayAnswer(Response response) {
    onStrand(
        () -> {
          if (!inDialog.refresh().acknowledgeAgain(response)
              && !inDialog.localOffers().acknowledgeAgain(response)) {
            half.answeredAgain(response);
          }
        });
  }

  // Leg.

  @Override
  public LegInfo info() {
    return info;
  }

  @Override
  public LegAudio audio() {
    LegMedia opened = media;
    if (opened == null) {
      throw new IllegalStateException("the call has no media yet");
    }
    return opened.audio();
  }

  @Override
  public void end(EndReason reason) {
    Objects.requireNonNull(reason, "reason");
    onStrand(() -> finish(LegTrigger.END, reason));
  }

  @Override
  public CompletionStage<EndReason> ended() {
    return end.reason().minimalCompletionStage();
  }

  // SipCall.

  @Override
  public Optional<AgreedMedia> agreedMedia() {
    return Optional.ofNullable(media).flatMap(LegMedia::agreed);
  }

  @Override
  public Optional<DialogId> dialogId() {
    return requestDialog().map(Dialog::id);
  }

  @Override
  public boolean established() {
    return machine.state() == LegState.TALKING;
  }

  @Override
  public boolean allows(String method) {
    return inDialog.farEndAllows(method);
  }

  @Override
  public void takeOver(DialogRequests requests) {
    Optional<DialogRequests> taker = Optional.of(requests);
    onStrand(() -> inDialog.taker(taker));
  }

  @Override
  public void letGo() {
    onStrand(
        () -> {
          inDialog.taker(Optional.empty());
          if (media != null) {
            media.forgetTerms();
          }
        });
  }

  @Override
  public void offer(MediaTerms terms, Consumer<OfferOutcome> done) {
    Objects.requireNonNull(terms, "terms");
    onStrand(() -> inDialog.localOffers().offer(terms, done));
  }

  @Override
  public void request(InDialogRequest request, Consumer<RequestOutcome> done) {
    Objects.requireNonNull(request, "request");
    onStrand(() -> inDialog.localRequests().send(request, done));
  }

  @Override
  public void end(EndReason reason, List<HeaderLine> headers) {
    Objects.requireNonNull(reason, "reason");
    List<HeaderLine> copy = List.copyOf(headers);
    onStrand(
        () -> {
          if (machine.takes(LegTrigger.END)) {
            end.farewell(copy);
            finish(LegTrigger.END, reason);
          }
        });
  }

  @Override
  public String sessionHalf() {
    return session.farEnd();
  }

  @Override
  public void speakFor(String half) {
    onStrand(() -> session.speaksFor(half));
  }

  /** Where the call stands; from any thread. */
  LegState state() {
    return machine.state();
  }

  /** When it was answered; from any thread. */
  Optional<Instant> answeredAt() {
    return Optional.ofNullable(record.answeredAt());
  }

  /** What its media has measured; from any thread. */
  MediaQuality quality() {
    LegMedia opened = media;
    return opened == null ? MediaQuality.NONE : opened.measured().quality();
  }

  /** The codec we send, empty before the answer; from any thread. */
  String codec() {
    LegMedia opened = media;
    return opened == null ? "" : opened.codec();
  }

  /** Completes when nothing is left of the call in the table; from any thread. */
  CompletableFuture<Void> forgotten() {
    return end.forgotten();
  }
}
