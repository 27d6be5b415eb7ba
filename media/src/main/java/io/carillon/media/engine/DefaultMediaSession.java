package io.carillon.media.engine;

import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.call.MeetingAudio;
import io.carillon.core.prompt.Prompt;
import io.carillon.media.dtmf.TelephoneEvent;
import io.carillon.media.loop.LoopStrand;
import io.carillon.media.loop.MediaLoop;
import io.carillon.media.loop.UdpSocket;
import io.carillon.media.mix.MeetingMix;
import io.carillon.media.port.Lease;
import io.carillon.media.prompt.Sound;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.DatagramPlan;
import io.carillon.media.session.Fingerprint;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Hands what other threads ask of a leg's media to its event loop. Thread-safe. */
final class DefaultMediaSession implements MediaSession {
  private final EngineParts parts;
  private final InetSocketAddress advertisedRtp;
  private final InetSocketAddress advertisedRtcp;
  private final LoopStrand strand;
  private final LegMedia media;
  private final QualityCounters quality = new QualityCounters();
  private final Consumer<DefaultMediaSession> onClosed;

  DefaultMediaSession(
      LegInfo leg,
      EngineParts parts,
      Lease<UdpSocket> lease,
      InetAddress advertised,
      MediaLoop loop,
      Consumer<DefaultMediaSession> onClosed) {
    this.parts = parts;
    this.onClosed = onClosed;
    this.advertisedRtp = new InetSocketAddress(advertised, lease.rtpPort());
    this.advertisedRtcp = new InetSocketAddress(advertised, lease.rtcpPort());
    this.strand = new LoopStrand(loop);
    this.media = new LegMedia(leg, parts, lease, strand, quality);
    execute(media::open);
  }

  @Override
  public InetSocketAddress advertisedRtp() {
    return advertisedRtp;
  }

  @Override
  public InetSocketAddress advertisedRtcp() {
    return advertisedRtcp;
  }

  @Override
  public CompletionStage<Void> apply(AudioPlan plan) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    String impossible = impossible(plan);
    if (impossible != null) {
      done.completeExceptionally(new IllegalArgumentException(impossible));
      return done;
    }
    return inLoop(() -> media.apply(plan), done);
  }

  @Override
  public CompletionStage<Void> apply(DatagramPlan plan) {
    return inLoop(() -> media.apply(plan), new CompletableFuture<>());
  }

  private CompletionStage<Void> inLoop(Runnable change, CompletableFuture<Void> done) {
    Runnable task =
        () -> {
          try {
            change.run();
            done.complete(null);
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        };
    if (!execute(task)) {
      done.completeExceptionally(new IllegalStateException("the media plane has been closed"));
    }
    return done;
  }

  private String impossible(AudioPlan plan) {
    if (!parts.codecs().supports(plan.send())) {
      return "no codec to send " + plan.send();
    }
    for (PayloadFormat format : plan.receive().values()) {
      boolean audio = !format.is("telephone-event") && !format.is("CN");
      if (audio && !parts.codecs().supports(format)) {
        return "no codec to receive " + format;
      }
    }
    return null;
  }

  @Override
  public CompletionStage<Boolean> play(List<Prompt> prompts) {
    List<Sound> sounds = parts.prompts().sounds(prompts);
    CompletableFuture<Boolean> heard = new CompletableFuture<>();
    if (!execute(() -> media.play(sounds, heard))) {
      heard.complete(false);
    }
    return heard;
  }

  @Override
  public void loop(Prompt music) {
    List<Sound> sounds = parts.prompts().sounds(List.of(music));
    if (!sounds.isEmpty()) {
      execute(() -> media.loop(sounds.getFirst()));
    }
  }

  @Override
  public void stop() {
    execute(() -> media.prompts().stop());
  }

  @Override
  public CompletionStage<Void> join(MeetingAudio meeting) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (!(meeting instanceof MeetingMix mix)) {
      done.completeExceptionally(
          new IllegalArgumentException("a mix of another media plane: " + meeting.getClass()));
    } else if (!execute(() -> media.join(mix, done))) {
      done.completeExceptionally(new IllegalStateException("the media plane has been closed"));
    }
    return done;
  }

  @Override
  public void leave() {
    execute(media::leave);
  }

  @Override
  public void mute(boolean muted) {
    execute(() -> media.mute(muted));
  }

  @Override
  public void onDigit(Consumer<Character> listener) {
    execute(() -> media.digits().listener(listener));
  }

  @Override
  public void signalledDigit(char digit) {
    execute(() -> media.digits().signalled(digit, parts.nanoTime().getAsLong()));
  }

  @Override
  public CompletionStage<Boolean> sendDigit(char digit) {
    if (TelephoneEvent.event(digit) < 0) {
      throw new IllegalArgumentException("no key '" + digit + "'");
    }
    CompletableFuture<Boolean> sent = new CompletableFuture<>();
    if (!execute(() -> media.press(digit, sent))) {
      sent.complete(false);
    }
    return sent;
  }

  @Override
  public void onTimeout(Runnable listener) {
    execute(() -> media.timeout().listener(listener));
  }

  @Override
  public void onKeyFailure(Consumer<String> listener) {
    execute(() -> media.onKeyFailure(listener));
  }

  @Override
  public Optional<Fingerprint> fingerprint() {
    return Optional.of(parts.handshakes().fingerprint());
  }

  @Override
  public MediaQuality quality() {
    return quality.read();
  }

  @Override
  public void close() {
    execute(
        () -> {
          media.close();
          onClosed.accept(this);
        });
  }

  /** Owned by the loop of this session. */
  LegMedia media() {
    return media;
  }

  /** Does a task on the session's loop, in order; false when the loops have been stopped. */
  boolean execute(Runnable task) {
    try {
      strand.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}
