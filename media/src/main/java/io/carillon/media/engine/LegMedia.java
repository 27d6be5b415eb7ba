package io.carillon.media.engine;

import io.carillon.core.call.LegInfo;
import io.carillon.media.loop.LoopStrand;
import io.carillon.media.loop.MediaLoop;
import io.carillon.media.loop.Tick;
import io.carillon.media.loop.UdpSocket;
import io.carillon.media.mix.AudioFrame;
import io.carillon.media.mix.MeetingMix;
import io.carillon.media.mix.MixLeg;
import io.carillon.media.pack.AudioPacketizer;
import io.carillon.media.port.Lease;
import io.carillon.media.prompt.PromptPlayer;
import io.carillon.media.prompt.Sound;
import io.carillon.media.relay.CallRelay;
import io.carillon.media.relay.RelayLeg;
import io.carillon.media.relay.RelayWay;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.DatagramPlan;
import io.carillon.media.stream.AudioTap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media of one leg, put together. Alone it ticks by itself and hears silence or prompts; in a
 * meeting the mix ticks it, in a call of two the relay.
 *
 * <pre>
 * sockets -> RtpReceiver -> Playout -> tap, mix
 * mix or PromptPlayer -> AudioPacketizer -> RtpSender -> socket
 * </pre>
 *
 * <p>Owned by the loop of its strand.
 */
final class LegMedia implements MixLeg, RelayLeg, Tick {
  private static final Logger LOG = LoggerFactory.getLogger(LegMedia.class);

  private static final int TAP_RATE_NARROW = 8000;
  private static final int TAP_RATE_WIDE = 16000;

  private final LegInfo info;
  private final EngineParts parts;
  private final LoopStrand strand;
  private final SocketPair sockets;
  private final Latch latch = new Latch();
  private final Playout playout;
  private final RtpSender sender;
  private final FarEndReports reports;
  private final RtpReceiver receiver;
  private final RtcpReporter reporter;
  private final OwnReports ownReports;
  private final LegTransport transport;
  private final OutgoingPackets outgoing;
  private final OwnSound ownSound;
  private final DatagramLine datagrams;
  private final DigitReceiver digits;
  private final MediaTimeout timeout;
  private final QualityCounters quality;

  private AudioPlan plan;
  private boolean sending;
  private LegTap tap;
  private MeetingMix mix;
  private CallRelay call;
  private boolean muted;
  private boolean closed;
  private long now;

  LegMedia(
      LegInfo info,
      EngineParts parts,
      Lease<UdpSocket> lease,
      LoopStrand strand,
      QualityCounters quality) {
    this.info = info;
    this.parts = parts;
    this.strand = strand;
    this.quality = quality;
    this.playout = new Playout(parts.settings().jitter(), parts.codecs());
    this.sender = new RtpSender(parts.random(), latch);
    this.reports =
        new FarEndReports(parts.wallClock(), sender, () -> strand.loop().pollGapMicros());
    this.digits = new DigitReceiver(info);
    this.receiver =
        new RtpReceiver(latch, playout, digits, reports, new InBandKeys(parts.codecs()));
    this.datagrams = new DatagramLine(latch, receiver);
    this.reporter =
        new RtcpReporter(parts.wallClock(), sender, reports, parts.cname(), parts.random());
    this.outgoing = new OutgoingPackets(parts.codecs(), parts.facts());
    this.ownSound = new OwnSound(sender, parts.encodedSounds());
    this.timeout = new MediaTimeout(parts.settings().timeout());
    this.sockets = new SocketPair(lease, datagrams::onPort, receiver::onRtcpPort);
    this.transport =
        new LegTransport(
            latch, sockets, sender, parts.handshakes(), strand, parts.nanoTime(), this::changed);
    receiver.onOther(transport::received, transport.rtcp()::received);
    this.ownReports = new OwnReports(reporter, receiver, transport, sockets, latch);
    this.now = parts.nanoTime().getAsLong();
  }

  /** Begins to watch the sockets. */
  void open() {
    strand.loop().load().incrementAndGet();
    sockets.enter(strand.loop());
  }

  /** Goes over from audio to datagrams. */
  void apply(DatagramPlan next) {
    if (closed) {
      return;
    }
    if (plan == null) {
      throw new IllegalStateException("datagrams before any audio was agreed on");
    }
    now = parts.nanoTime().getAsLong();
    latch.open(next.remote(), false);
    send(plan, false);
    timeout.plan(false);
    datagrams.port(sockets.rtp());
  }

  /** Takes over the outcome of an offer/answer. */
  void apply(AudioPlan next) {
    if (closed) {
      return;
    }
    boolean first = plan == null;
    now = parts.nanoTime().getAsLong();
    transport.plan(next, first, now);
    plan = next;
    datagrams.port(null);
    outgoing.plan(next);
    reports.clockRate(next.send().clockRate());
    playout.plan(next.receive(), packets().rate());
    timeout.plan(next.direction().receives());
    if (first) {
      answered();
    }
    changed();
  }

  /** Sends and takes what the plan says, as far as there are the keys it asks for. */
  private void changed() {
    if (closed || datagrams.open()) {
      return;
    }
    send(plan, plan.direction().sends() && plan.reachable() && transport.ready());
    receiver.plan(plan, transport, now);
    if (mix != null) {
      mix.changed(this);
    }
    if (call != null) {
      call.changed();
    }
  }

  private void send(AudioPlan by, boolean on) {
    sending = on;
    sender.plan(sockets.rtp(), transport.srtp(), by.sendPayloadType(), by.send().clockRate(), on);
    sender.keys().plan(by, on);
    ownSound.tones().plan(by, on);
  }

  private AudioPacketizer packets() {
    return outgoing.packetizer();
  }

  private void answered() {
    reporter.start(now);
    int rate = packets().rate() <= TAP_RATE_NARROW ? TAP_RATE_NARROW : TAP_RATE_WIDE;
    AudioTap opened = parts.taps().open(info, rate);
    if (opened != null) {
      tap = new LegTap(opened, rate);
    }
    tickAlone();
  }

  /** Outside of meetings and calls a leg that was answered ticks by itself. */
  private void tickAlone() {
    if (plan != null && !closed && mix == null && call == null) {
      strand.loop().addTick(this);
    }
  }

  /** 20 ms of a leg that is in no meeting. */
  @Override
  public void tick(long nowNanos) {
    receive(nowNanos);
    if (sending) {
      sendOwnSound();
    }
    endTick(nowNanos);
  }

  @Override
  public void sendOwnSound() {
    ownSound.send(packets());
  }

  @Override
  public AudioFrame receive(long dueNanos) {
    skip(dueNanos);
    AudioFrame frame = playout.next(now);
    if (tap != null) {
      tap.write(frame, playout.mediaMillis(), now);
    }
    return frame;
  }

  @Override
  public void endTick(long nowNanos) {
    if (plan == null) {
      return;
    }
    if (!datagrams.open()) {
      ownReports.tick(plan, now);
    }
    transport.check(now);
    timeout.check(now, receiver.heardAt(), transport.lost());
    QualityReading.publish(quality, receiver, playout, sender, reports, reporter);
  }

  @Override
  public String transactionId() {
    return info.transactionId();
  }

  @Override
  public boolean muted() {
    return muted;
  }

  @Override
  public AudioPacketizer packetizer() {
    return sending ? packets() : null;
  }

  @Override
  public PromptPlayer prompts() {
    return ownSound.prompts();
  }

  @Override
  public void send(byte[] payload, int length, int ticks) {
    sender.audio(payload, length, ticks);
  }

  void mute(boolean on) {
    muted = on;
  }

  void play(List<Sound> sounds, CompletableFuture<Boolean> heard) {
    if (closed) {
      heard.complete(false);
    } else {
      ownSound.prompts().play(sounds, heard);
    }
  }

  @Override
  public void press(char digit, CompletableFuture<Boolean> sent) {
    if (keysAsTones() && mix == null) {
      ownSound.tones().press(digit, sent);
    } else {
      sender.keys().press(digit, sent);
    }
  }

  @Override
  public boolean keysAsTones() {
    return ownSound.tones().agreed();
  }

  void loop(Sound music) {
    if (!closed) {
      ownSound.prompts().loop(music);
    }
  }

  DigitReceiver digits() {
    return digits;
  }

  MediaTimeout timeout() {
    return timeout;
  }

  void onKeyFailure(Consumer<String> listener) {
    transport.listener(listener, parts.nanoTime().getAsLong());
  }

  /** Goes into a meeting's mix, over to its loop where that is another. */
  void join(MeetingMix meeting, CompletableFuture<Void> done) {
    if (closed) {
      done.completeExceptionally(new IllegalStateException("the leg has ended"));
      return;
    }
    leave();
    if (meeting.loop() == strand.loop()) {
      enter(meeting, done);
      return;
    }
    moveTo(meeting.loop(), () -> enter(meeting, done));
  }

  /** Goes over to another loop, with nothing arranged here but its own tick. */
  private void moveTo(MediaLoop target, Runnable arrival) {
    MediaLoop from = strand.loop();
    from.removeTick(this);
    from.load().decrementAndGet();
    sockets.exit();
    strand.moveTo(
        target,
        () -> {
          open();
          tickAlone();
          arrival.run();
        });
  }

  private void enter(MeetingMix meeting, CompletableFuture<Void> done) {
    leave(); // it may have been put into a call on its way
    String refused = meeting.join(this);
    if (refused != null) {
      done.completeExceptionally(new IllegalStateException(refused));
      return;
    }
    mix = meeting;
    ownSound.tones().drop();
    strand.loop().removeTick(this);
    ownSound.prompts().stopLoop();
    done.complete(null);
  }

  /** Out of the meeting or the call, if it is in one. */
  void leave() {
    if (mix != null) {
      mix.leave(this);
      released();
    }
    if (call != null) {
      call.end();
    }
  }

  @Override
  public void released() {
    mix = null;
    call = null;
    if (plan != null && !closed) {
      packets().drop();
      tickAlone();
    }
  }

  /** The loop that owns it; it may go over to another at any time unless asked there. */
  MediaLoop loop() {
    return strand.loop();
  }

  boolean closed() {
    return closed;
  }

  /** Goes over to another loop, in order to be in a call there. */
  void moveForCall(MediaLoop target, Runnable arrival) {
    leave();
    moveTo(target, arrival);
  }

  /** Is in a call now. */
  void entered(CallRelay relay) {
    call = relay;
    strand.loop().removeTick(this);
    ownSound.prompts().stopLoop();
    if (packets() != null) {
      packets().drop();
    }
  }

  @Override
  public AudioPlan plan() {
    return plan;
  }

  @Override
  public int packetMillis() {
    return packets().format().packetMillis();
  }

  @Override
  public void onward(RelayWay way) {
    if (way == null) {
      sender.stopForwarding(now);
      restartPlayout();
    }
    receiver.onward(way);
    datagrams.onward(way);
  }

  @Override
  public void skip(long dueNanos) {
    sender.tick(dueNanos);
    now = parts.nanoTime().getAsLong();
  }

  @Override
  public void restartPlayout() {
    if (tap == null) {
      playout.restart();
    }
  }

  @Override
  public boolean tapped() {
    return tap != null;
  }

  @Override
  public boolean ownSound() {
    return ownSound.sounding() || sender.keys().busy();
  }

  @Override
  public void forward(
      byte[] buf,
      int payload,
      int length,
      int type,
      boolean marker,
      int ssrc,
      int sequence,
      int timestamp,
      long nowNanos) {
    sender.forward(buf, payload, length, type, marker, ssrc, sequence, timestamp, nowNanos);
  }

  @Override
  public boolean carriesDatagrams() {
    return datagrams.open();
  }

  @Override
  public void passDatagram(byte[] buf, int offset, int length) {
    datagrams.send(buf, offset, length);
  }

  @Override
  public void leaveOut() {
    sender.leaveOut();
  }

  @Override
  public void stopForwarding() {
    sender.stopForwarding(parts.nanoTime().getAsLong());
  }

  /** Says BYE and gives everything back. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    leave();
    strand.loop().removeTick(this);
    now = parts.nanoTime().getAsLong();
    if (plan != null && !datagrams.open()) {
      ownReports.bye(plan, now);
      QualityReading.publish(quality, receiver, playout, sender, reports, reporter);
    }
    strand.loop().load().decrementAndGet();
    sockets.close();
    ownSound.prompts().stop();
    sender.keys().close();
    ownSound.tones().drop();
    playout.close();
    outgoing.close();
    transport.close();
    if (tap != null) {
      tap.close();
    }
    LOG.debug(
        "media of leg {} ended; dropped: {}; not sent: {}; datagrams: {}; {}",
        info.transactionId(),
        receiver.drops(),
        sender.notSent(),
        datagrams,
        transport);
  }
}
