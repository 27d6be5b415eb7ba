package io.carillon.benchmarks;

import io.carillon.media.codec.Codecs;
import io.carillon.media.loop.MediaLoop;
import io.carillon.media.loop.NioUdpNetwork;
import io.carillon.media.mix.AudioFrame;
import io.carillon.media.mix.MeetingMix;
import io.carillon.media.mix.MixLeg;
import io.carillon.media.pack.AudioPacketizer;
import io.carillon.media.pack.FormatFacts;
import io.carillon.media.pack.StreamFormat;
import io.carillon.media.prompt.EncodedSounds;
import io.carillon.media.prompt.PromptLibrary;
import io.carillon.media.prompt.PromptPlayer;
import io.carillon.media.session.PayloadFormat;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One tick of a meeting: levels, choice of talkers, mix, encodes. No packets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class MixTickBenchmark {
  @Param({"PCMU", "G722", "opus"})
  String codec;

  @Param("50")
  int members;

  @Param({"0", "3"})
  int talkers;

  private MediaLoop loop;
  private EncodedSounds encoded;
  private MeetingMix mix;
  private long sent;

  /** A meeting that only the benchmark ticks. */
  @Setup
  public void open() throws IOException {
    Codecs codecs = new Codecs();
    FormatFacts facts = new FormatFacts(codecs);
    PayloadFormat format =
        codec.equals("opus")
            ? new PayloadFormat("opus", 48000, 2, "useinbandfec=1")
            : new PayloadFormat(codec, 8000, 1, "");
    encoded = new EncodedSounds(codecs, 1 << 20);
    loop = new MediaLoop("bench", new NioUdpNetwork(System::nanoTime), 0, System::nanoTime);
    mix = new MeetingMix("bench", loop, facts, new PromptLibrary(Map.of()), members, closed -> {});
    CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < members; i++) {
                AudioPacketizer packetizer =
                    new AudioPacketizer(new StreamFormat(format, 20), facts);
                mix.join(new Leg(i, i < talkers, packetizer));
              }
              loop.removeTick(mix);
            },
            loop)
        .join();
  }

  @TearDown
  public void close() {
    loop.close();
    encoded.close();
  }

  /** The whole meeting's tick. */
  @Benchmark
  public long tick() {
    mix.tick(0);
    return sent;
  }

  private final class Leg implements MixLeg {
    private final String id;
    private final boolean talks;
    private final AudioPacketizer packetizer;
    private final PromptPlayer prompts = new PromptPlayer(encoded);
    private final AudioFrame frame = new AudioFrame();
    private final short[] voice;

    Leg(int number, boolean talks, AudioPacketizer packetizer) {
      this.id = "leg-" + number;
      this.talks = talks;
      this.packetizer = packetizer;
      this.voice = new short[packetizer.rate() / 50];
      for (int i = 0; i < voice.length; i++) {
        double t = (double) i / packetizer.rate();
        voice[i] = (short) (6000 * Math.sin(2 * Math.PI * (300 + 50 * number) * t));
      }
    }

    @Override
    public String transactionId() {
      return id;
    }

    @Override
    public AudioFrame receive(long dueNanos) {
      if (talks) {
        System.arraycopy(voice, 0, frame.pcm(), 0, voice.length);
      }
      frame.filled(packetizer.rate());
      return frame;
    }

    @Override
    public boolean muted() {
      return false;
    }

    @Override
    public AudioPacketizer packetizer() {
      return packetizer;
    }

    @Override
    public PromptPlayer prompts() {
      return prompts;
    }

    @Override
    public void send(byte[] payload, int length, int ticks) {
      sent += length;
    }

    @Override
    public void endTick(long nowNanos) {
      // No timers here.
    }

    @Override
    public void released() {
      // The meeting is never closed.
    }
  }
}
