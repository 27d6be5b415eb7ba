package io.carillon.sip.leg;

import io.carillon.core.call.MediaQuality;
import io.carillon.core.call.MeetingAudio;
import io.carillon.core.prompt.Prompt;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.DatagramPlan;
import io.carillon.media.session.MediaSession;
import io.carillon.media.stream.TapFactory;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One session of {@link SocketMedia}. */
public final class SocketSession implements MediaSession {
  public final List<AudioPlan> plans = new CopyOnWriteArrayList<>();
  public final List<DatagramPlan> datagramPlans = new CopyOnWriteArrayList<>();
  public final List<Character> digits = new CopyOnWriteArrayList<>();
  public volatile Runnable closing = () -> {};
  public volatile TapFactory taps = TapFactory.NONE;
  public volatile Runnable timeout = () -> {};
  public volatile MediaQuality measured = MediaQuality.NONE;
  public final String callId;
  private final DatagramSocket socket;

  public SocketSession(String callId, DatagramSocket socket) {
    this.callId = callId;
    this.socket = socket;
  }

  public boolean closed() {
    return socket.isClosed();
  }

  @Override
  public InetSocketAddress advertisedRtp() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public InetSocketAddress advertisedRtcp() {
    return new InetSocketAddress(
        socket.getLocalAddress(), Math.min(65535, socket.getLocalPort() + 1));
  }

  @Override
  public CompletionStage<Void> apply(AudioPlan plan) {
    plans.add(plan);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> apply(DatagramPlan plan) {
    datagramPlans.add(plan);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onTimeout(Runnable listener) {
    timeout = listener;
  }

  @Override
  public MediaQuality quality() {
    return measured;
  }

  @Override
  public void signalledDigit(char digit) {
    digits.add(digit);
  }

  @Override
  public CompletionStage<Boolean> play(List<Prompt> prompts) {
    return CompletableFuture.completedStage(true);
  }

  @Override
  public void loop(Prompt music) {}

  @Override
  public void stop() {}

  @Override
  public CompletionStage<Void> join(MeetingAudio meeting) {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void leave() {}

  @Override
  public void mute(boolean muted) {}

  @Override
  public CompletionStage<Boolean> sendDigit(char digit) {
    return CompletableFuture.completedStage(false);
  }

  @Override
  public void onDigit(Consumer<Character> listener) {}

  @Override
  public void close() {
    socket.close();
    closing.run();
  }
}
