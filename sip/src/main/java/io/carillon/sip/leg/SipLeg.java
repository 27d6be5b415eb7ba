package io.carillon.sip.leg;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.call.LegAudio;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.concurrent.Strand;
import io.carillon.media.session.MediaEngine;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.DialogId;
import io.carillon.sip.dialog.HeaderLine;
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
  private final InetAddress source;
  private final Strand strand;
  private final Timers timers;
  private final LegMachine machine;
  private final LegRecord record;
  private final OfferAnswerState offers = new OfferAnswerState();
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
  private final CompletableFuture<Void> forgotten = new CompletableFuture<>();
  private final InDialog inDialog;
  private final Replies replies;
  private Flow flow;
  private InviteHalf half;
  private volatile Dialog dialog;
  private DialPlan.LegHandler handler = leg -> {};
  private CallConnectors connectors;
  private Refusal outcome = Refusal.of(EndReason.REMOTE_HANGUP, "");
  private Runnable byeAnswer = () -> {};
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
    this.source = source;
    this.flow = flow;
    this.strand = new Strand(services.executor());
    this.timers = new StrandTimers(services.scheduler(), this::onStrand);
    this.machine = new LegMachine(first);
    this.record = new LegRecord(services.events(), services.clock(), info);
    this.replies = new Replies(services.settings().product(), services.signalling().agent(flow));
    this.inDialog = new InDialog(this);
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

  Signalling signalling() {
    return services.signalling();
  }

  /** A defect of ours ends this call, not the others, and leaves nothing behind. */
  void onStrand(Runnable task) {
    strand.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            complain("the call fails", e);
            abandon();
          }
        });
  }

  /** Whoever makes us fail shall not fill the log. */
  private void complain(String what, RuntimeException e) {
    if (services.log().permit(source.getHostAddress())) {
      LOG.error("{}: {}", info.callId(), what, e);
    }
  }

  private void abandon() {
    try {
      if (machine.takes(LegTrigger.END)) {
        finish(LegTrigger.END, EndReason.INTERNAL_ERROR);
      } else {
        fire(LegTrigger.BYE_DONE);
      }
    } catch (RuntimeException again) {
      complain("the call fails to end", again);
      leaveNothing();
    }
    if (machine.state() == LegState.ENDED) {
      leaveNothing(); // it failed on its last way, half done
    }
  }

  private void leaveNothing() {
    if (!ended.isDone()) {
      outcome = Refusal.of(EndReason.INTERNAL_ERROR, "");
      release();
    }
    if (!forgotten.isDone()) {
      forget();
    }
  }

  /** Binds ports; false when there are none left. */
  boolean openMedia() {
    try {
      media =
          new LegMedia(
              services.media().open(info, flow.ownAddress()),
              services.settings(),
              services.random());
    } catch (MediaEngine.NoPortsException e) {
      LOG.warn("{}: {}", info.callId(), e.getMessage());
      return false;
    }
    media.session().onTimeout(() -> end(EndReason.MEDIA_TIMEOUT));
    return true;
  }

  /** The 2xx went out or came in. */
  void answered() {
    record.answered(media.session());
  }

  /** Ends with this outcome by this trigger, if it means anything now. */
  void finish(LegTrigger trigger, Refusal why) {
    if (machine.takes(trigger)) {
      outcome = why;
      fire(trigger);
    }
  }

  void finish(LegTrigger trigger, EndReason reason) {
    finish(trigger, Refusal.of(reason, reason.text()));
  }

  /** Their BYE, with what answers it. */
  boolean bye(Runnable answer) {
    if (!machine.takes(LegTrigger.BYE)) {
      return false;
    }
    byeAnswer = answer;
    if (machine.state() != LegState.HANGING_UP && machine.state() != LegState.UNACKNOWLEDGED) {
      outcome = Refusal.of(EndReason.REMOTE_HANGUP, "");
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
      case SEND_PROGRESS, SEND_ANSWER, SEND_REFUSAL, SEND_ACK, SEND_CANCEL ->
          half.perform(effect, outcome);
      case SEND_BYE -> inDialog.sendBye(outcome.reason());
      case ANSWER_BYE -> byeAnswer.run();
      case HAND_OVER -> handOver();
      case RELEASE -> release();
      case FORGET -> forget();
    }
  }

  private void handOver() {
    try {
      handler.answered(this);
    } catch (RuntimeException e) {
      LOG.error("{}: the call was not taken over", info.callId(), e);
      end(EndReason.INTERNAL_ERROR);
    }
  }

  private void release() {
    inDialog.stop();
    MediaQuality quality = MediaQuality.NONE;
    if (media != null) {
      quality = closeMedia();
    }
    record.ended(outcome.reason(), outcome.status(), quality);
    ended.complete(outcome.reason());
  }

  /** What the others wait for, the end of the call, does not depend on it. */
  private MediaQuality closeMedia() {
    MediaQuality quality = MediaQuality.NONE;
    try {
      quality = media.session().quality();
      media.close();
    } catch (RuntimeException e) {
      complain("its media does not close", e);
    }
    return quality;
  }

  private void forget() {
    half.stop();
    inDialog.stop();
    services.table().remove(info.callId(), localTag, this);
    services.table().leave(source);
    forgotten.complete(null);
    if (connectors != null) {
      // The ACK to a refusal and repeated messages come later.
      timers.after(
          services.settings().timings().patience(), () -> connectors.remove(info.callId()));
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
  void cancelled() {
    onStrand(() -> finish(LegTrigger.CANCEL, EndReason.CANCELLED));
  }

  /** A 2xx that belongs to no transaction any more: a repeated one or another fork's. */
  void strayAnswer(Response response) {
    onStrand(
        () -> {
          if (!inDialog.refresh().acknowledgeAgain(response)) {
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
    return opened.session();
  }

  @Override
  public void end(EndReason reason) {
    Objects.requireNonNull(reason, "reason");
    onStrand(() -> finish(LegTrigger.END, reason));
  }

  @Override
  public CompletionStage<EndReason> ended() {
    return ended.minimalCompletionStage();
  }

  @Override
  public Optional<AgreedMedia> agreedMedia() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<DialogId> dialogId() {
    return Optional.ofNullable(dialog).map(Dialog::id);
  }

  @Override
  public boolean established() {
    return machine.state() == LegState.TALKING;
  }

  @Override
  public boolean allows(String method) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void takeOver(DialogRequests requests) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void letGo() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void offer(MediaTerms terms, Consumer<OfferOutcome> done) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void request(InDialogRequest request, Consumer<RequestOutcome> done) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void end(EndReason reason, List<HeaderLine> headers) {
    throw new UnsupportedOperationException();
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
    return opened == null ? MediaQuality.NONE : opened.session().quality();
  }

  /** The codec we send, empty before the answer; from any thread. */
  String codec() {
    LegMedia opened = media;
    return opened == null ? "" : opened.codec();
  }

  /** Completes when nothing is left of the call in the table; from any thread. */
  CompletableFuture<Void> forgotten() {
    return forgotten;
  }
}
