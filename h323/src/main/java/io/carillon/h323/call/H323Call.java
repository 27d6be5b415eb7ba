package io.carillon.h323.call;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.call.LegAudio;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.concurrent.Strand;
import io.carillon.core.event.LegRecord;
import io.carillon.h323.h225.Answers;
import io.carillon.h323.h225.TransportAddresses;
import io.carillon.h323.h225.UserInformation;
import io.carillon.h323.h245.ControlMessage;
import io.carillon.h323.h245.FastConnect;
import io.carillon.h323.h245.LocalMedia;
import io.carillon.h323.h245.MediaControl;
import io.carillon.h323.per.Octets;
import io.carillon.h323.per.PerException;
import io.carillon.h323.q931.MessageType;
import io.carillon.h323.q931.Q931Message;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaEngine;
import io.carillon.media.session.MediaSession;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One H.323 call that came in (H.323 clause 8): answered at once, handed over when it hears us.
 *
 * <p>Everything happens on the call's strand; the methods of {@link Leg} and those that say so may
 * be called from any thread.
 */
final class H323Call implements Leg, MediaControl.Out, ControlPath.User {
  private static final Logger LOG = LoggerFactory.getLogger(H323Call.class);

  private final CallServices services;
  private final LegInfo info;
  private final SignallingConnection connection;
  private final IncomingSetup incoming;
  private final boolean tunnelling;
  private final Strand strand;
  private final LegRecord record;
  private final CallSignals signals;
  private final ControlPath path;
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
  private volatile CallState state = CallState.OFFERED;
  private volatile MediaSession media;
  private MediaControl control;
  private DialPlan.LegHandler handler = leg -> {};
  private Scheduler.Task patience = () -> {};
  private boolean signallingLost;

  H323Call(
      CallServices services,
      LegInfo info,
      SignallingConnection connection,
      IncomingSetup incoming) {
    this.services = services;
    this.info = info;
    this.connection = connection;
    this.incoming = incoming;
    this.tunnelling = incoming.information().tunnelling();
    this.strand = new Strand(services.executor());
    this.record = new LegRecord(services.events(), services.clock(), info);
    CallSettings settings = services.settings();
    this.signals =
        new CallSignals(
            connection,
            incoming.message().callReference(),
            new Answers(incoming.setup(), settings.product(), settings.version()),
            tunnelling,
            settings.product());
    this.path =
        new ControlPath(services.control(), source(), signals, this::onStrand, this, tunnelling);
  }

  /** Answers. From any thread, once. */
  void begin(DialPlan.LegHandler taker) {
    handler = Objects.requireNonNull(taker, "taker");
    services.table().add(this);
    onStrand(this::answer);
  }

  /** Refuses; the call is on record all the same. From any thread, once. */
  void refuse(EndReason reason) {
    services.table().add(this);
    onStrand(
        () -> {
          record.started();
          finish(reason);
        });
  }

  private void onStrand(Runnable task) {
    strand.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            if (services.faults().permitLine(source())) {
              LOG.error("{}: the call fails", info.callId(), e);
            }
            finish(EndReason.INTERNAL_ERROR);
          }
        });
  }

  private void answer() {
    record.started();
    signals.callProceeding();
    try {
      media = services.media().open(info, connection.local());
    } catch (MediaEngine.NoPortsException e) {
      if (services.faults().permitLine(source())) {
        LOG.warn("{}: {}", info.callId(), e.getMessage());
      }
      finish(EndReason.OVERLOAD);
      return;
    }
    LocalMedia local =
        new LocalMedia(services.settings().codecs(), media.advertisedRtp(), media.advertisedRtcp());
    control = new MediaControl(local, services.random(), this);
    List<Octets> proposals = incoming.setup().fastStart();
    Optional<FastConnect> fast = FastConnect.choose(proposals, local, MediaControl.FIRST_CHANNEL);
    boolean sent =
        signals.connect(
            controlAddress(),
            fast.map(FastConnect::channels).orElse(List.of()),
            !proposals.isEmpty() && fast.isEmpty());
    if (!sent) {
      finish(EndReason.TRANSPORT_FAILURE);
      return;
    }
    state = CallState.CONNECTED;
    record.answered(media);
    media.onTimeout(() -> end(EndReason.MEDIA_TIMEOUT));
    patience = after(this::outOfPatience);
    fast.ifPresent(control::opened);
    tunnelled(incoming.control());
    if (tunnelling && state != CallState.ENDED) {
      control.begin();
    }
  }

  /**
   * Where the far end is to connect for H.245, by the address that it reaches our media on: nowhere
   * when it tunnels, or waits for us itself.
   */
  private Optional<InetSocketAddress> controlAddress() {
    if (tunnelling) {
      return Optional.empty();
    }
    if (incoming.setup().h245Address().isPresent()) {
      path.dial(connection.local(), incoming.setup().h245Address().get());
      return Optional.empty();
    }
    return path.listen(connection.local())
        .map(
            listening ->
                new InetSocketAddress(media.advertisedRtp().getAddress(), listening.getPort()));
  }

  private Scheduler.Task after(Runnable task) {
    return services.scheduler().after(services.settings().patience(), () -> onStrand(task));
  }

  private void outOfPatience() {
    path.waitNoLonger();
    if (state == CallState.CONNECTED) {
      services.faults().add(Fault.SILENT, source(), "no channel to hear us by");
      finish(EndReason.NO_COMMON_MEDIA);
    }
  }

  private InetAddress source() {
    return connection.remote().getAddress();
  }

  // Call signalling, from the event loop.

  /** A message of this call other than its Setup. */
  void receive(Q931Message message, Optional<UserInformation> information, Runnable handled) {
    onStrand(
        () -> {
          try {
            if (state != CallState.ENDED) {
              take(message, information);
            }
          } finally {
            handled.run();
          }
        });
  }

  /** What came on its connection is not to be understood. */
  void faulty(Fault fault, String detail) {
    services.faults().add(fault, source(), detail);
    onStrand(() -> finish(EndReason.PROTOCOL_ERROR));
  }

  /**
   * Its connection is gone. With a connection for H.245 the call may go on (H.323 8.1.7 and 8.2).
   */
  void signallingClosed() {
    onStrand(
        () -> {
          signallingLost = true;
          if (!path.open()) {
            finish(state == CallState.OFFERED ? EndReason.CANCELLED : EndReason.TRANSPORT_FAILURE);
          }
        });
  }

  private void take(Q931Message message, Optional<UserInformation> information) {
    if (message.type() == MessageType.RELEASE_COMPLETE) {
      finish(EndReason.REMOTE_HANGUP, false);
      return;
    }
    information.ifPresent(it -> tunnelled(it.control()));
    switch (message.type()) {
      case INFORMATION -> message.keypad().chars().forEach(key -> key((char) key));
      case STATUS_INQUIRY -> signals.status(state != CallState.OFFERED);
      case FACILITY -> information.ifPresent(this::facility);
      default -> {} // says nothing that changes a call
    }
  }

  private void facility(UserInformation information) {
    if (information.fields().chose("reason", "startH245")) {
      information
          .fields()
          .chosen("h245Address")
          .flatMap(TransportAddresses::read)
          .ifPresent(address -> path.dial(connection.local(), address));
    }
  }

  private void tunnelled(List<Octets> messages) {
    for (Octets octets : messages) {
      if (state == CallState.ENDED) {
        return;
      }
      try {
        control(ControlMessage.read(octets.bytes()));
      } catch (PerException e) {
        controlFaulty(e.getMessage());
      }
    }
  }

  // H.245.

  @Override
  public void controlOpened() {
    control.begin();
  }

  @Override
  public void control(ControlMessage message) {
    if (state != CallState.ENDED && control != null) {
      control.receive(message);
    }
  }

  @Override
  public void controlFaulty(String detail) {
    services.faults().add(Fault.H245, source(), detail);
    finish(EndReason.PROTOCOL_ERROR);
  }

  /** A call that talks can do without; others are ended when patience is. */
  @Override
  public void controlLost() {
    if (signallingLost) {
      finish(EndReason.TRANSPORT_FAILURE);
    }
  }

  @Override
  public void send(ControlMessage message) {
    if (!path.send(message)) {
      LOG.debug("{}: {} could not be sent", info.callId(), message.name());
    }
  }

  @Override
  public void plan(AudioPlan plan) {
    media
        .apply(plan)
        .whenComplete(
            (done, failure) -> {
              if (failure != null && services.faults().permitLine(source())) {
                LOG.warn("{}: media plan not applied: {}", info.callId(), failure.toString());
              }
            });
    if (control.sending() && state == CallState.CONNECTED) {
      state = CallState.TALKING;
      handOver();
    }
  }

  private void handOver() {
    LOG.debug("{}: hears us; it could do {} too", info.callId(), control.beyondAudio());
    try {
      handler.answered(this);
    } catch (RuntimeException e) {
      LOG.error("{}: the call was not taken over", info.callId(), e);
      end(EndReason.INTERNAL_ERROR);
    }
  }

  @Override
  public void noCommonCodec() {
    finish(EndReason.NO_COMMON_MEDIA);
  }

  @Override
  public void key(char key) {
    if (media != null && "0123456789*#ABCD".indexOf(key) >= 0) {
      media.signalledDigit(key);
    }
  }

  @Override
  public void sessionEnded() {
    finish(EndReason.REMOTE_HANGUP);
  }

  // The end.

  private void finish(EndReason reason) {
    finish(reason, true);
  }

  /**
   * @param told whether the far end has yet to be told
   */
  private void finish(EndReason reason, boolean told) {
    if (state == CallState.ENDED) {
      return;
    }
    CallState before = state;
    state = CallState.ENDED;
    patience.cancel();
    if (told && control != null) {
      control.end();
    }
    path.close();
    if (told) {
      signals.release(reason);
    } else {
      signals.close();
    }
    EndReason why =
        before == CallState.OFFERED && reason == EndReason.REMOTE_HANGUP
            ? EndReason.CANCELLED
            : reason;
    MediaQuality quality = quality();
    if (media != null) {
      media.close();
    }
    record.ended(why, ReleaseReasons.status(why), quality);
    services.table().remove(this);
    ended.complete(why);
  }

  /** Where the call stands; from any thread. */
  CallState state() {
    return state;
  }

  /** When it was answered; from any thread. */
  Optional<Instant> answeredAt() {
    return Optional.ofNullable(record.answeredAt());
  }

  /** What its media has measured; from any thread. */
  MediaQuality quality() {
    MediaSession opened = media;
    return opened == null ? MediaQuality.NONE : opened.quality();
  }

  // Leg.

  @Override
  public LegInfo info() {
    return info;
  }

  @Override
  public LegAudio audio() {
    MediaSession opened = media;
    if (opened == null) {
      throw new IllegalStateException("the call has no media yet");
    }
    return opened;
  }

  @Override
  public void end(EndReason reason) {
    Objects.requireNonNull(reason, "reason");
    onStrand(() -> finish(reason));
  }

  @Override
  public CompletionStage<EndReason> ended() {
    return ended.minimalCompletionStage();
  }
}
