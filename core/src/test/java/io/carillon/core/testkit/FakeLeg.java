package io.carillon.core.testkit;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.call.LegAudio;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegProtocol;
import io.carillon.core.call.MeetingAudio;
import io.carillon.core.prompt.Prompt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A leg that writes down what is done to it; tests press its keys. For one thread. */
public final class FakeLeg implements Leg, LegAudio {
  private final LegInfo info;
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
  private final List<String> log = new ArrayList<>();
  private Consumer<Character> keys = key -> {};
  private CompletableFuture<Boolean> playing = CompletableFuture.completedFuture(true);
  private CompletableFuture<Void> joining;
  private boolean joinsAtOnce = true;
  private FakeMix mix;
  private boolean muted;

  public FakeLeg(String name) {
    info =
        new LegInfo(
            name,
            "call-" + name,
            "vc",
            LegProtocol.SIP,
            CallDirection.INBOUND,
            name,
            "u",
            "meet.chime.in",
            "us-east-1",
            "127.0.0.1:5061",
            "test",
            Instant.EPOCH);
  }

  /** Presses keys one after another. */
  public void press(String digits) {
    digits.chars().forEach(key -> keys.accept((char) key));
  }

  /** What is played now has been heard to its end. */
  public void hear() {
    playing.complete(true);
  }

  /** The far end hangs up. */
  public void hangUp() {
    end(EndReason.REMOTE_HANGUP);
  }

  /** From now on a join takes until {@link #joinDone()}. */
  public void joinSlowly() {
    joinsAtOnce = false;
  }

  public void joinDone() {
    joining.complete(null);
  }

  public void joinFails() {
    joining.completeExceptionally(new IllegalStateException("no room"));
  }

  /** Everything done to the sound since the last call of this, one entry each. */
  public List<String> did() {
    List<String> done = List.copyOf(log);
    log.clear();
    return done;
  }

  /** The last thing done to the sound. */
  public String last() {
    return log.isEmpty() ? "" : log.getLast();
  }

  public boolean muted() {
    return muted;
  }

  /** The mix it is in, or null. */
  public FakeMix mix() {
    return mix;
  }

  /** Why it ended, or null while it goes on. */
  public EndReason endReason() {
    return ended.getNow(null);
  }

  @Override
  public LegInfo info() {
    return info;
  }

  @Override
  public LegAudio audio() {
    return this;
  }

  @Override
  public void end(EndReason reason) {
    playing.complete(false);
    ended.complete(reason);
  }

  @Override
  public CompletionStage<EndReason> ended() {
    return ended;
  }

  @Override
  public CompletionStage<Boolean> play(List<Prompt> prompts) {
    log.add("play " + prompts.stream().map(Prompt::name).collect(Collectors.joining(" ")));
    CompletableFuture<Boolean> before = playing;
    playing = new CompletableFuture<>();
    CompletableFuture<Boolean> mine = playing;
    before.complete(false);
    return mine;
  }

  @Override
  public void loop(Prompt music) {
    log.add("loop " + music.name());
    playing.complete(false);
  }

  @Override
  public void stop() {
    log.add("stop");
    playing.complete(false);
  }

  @Override
  public CompletionStage<Void> join(MeetingAudio meeting) {
    log.add("join");
    mix = (FakeMix) meeting;
    joining = new CompletableFuture<>();
    if (joinsAtOnce) {
      joining.complete(null);
    }
    return joining;
  }

  @Override
  public void leave() {
    log.add("leave");
    mix = null;
  }

  @Override
  public void mute(boolean on) {
    muted = on;
  }

  @Override
  public void onDigit(Consumer<Character> listener) {
    keys = listener;
  }

  @Override
  public CompletionStage<Boolean> sendDigit(char digit) {
    log.add("sendDigit " + digit);
    return CompletableFuture.completedStage(true);
  }

  @Override
  public void signalledDigit(char digit) {
    keys.accept(digit);
  }
}
