package io.carillon.media.prompt;

import io.carillon.media.loop.Tick;
import io.carillon.media.pack.StreamFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What is being played to one leg, 20 ms at a time: a list of sounds once, or one sound for ever.
 * Owned by the leg's event loop; allocates nothing while a sound plays.
 *
 * <p>A tick takes either PCM ({@link #next}) or, when {@link #encoded} says that the whole sound is
 * there in the leg's format, packets ({@link #nextPackets}).
 */
public final class PromptPlayer {
  private final EncodedSounds encodedSounds;

  private List<Sound> sounds = List.of();
  private boolean repeat;
  private CompletableFuture<Boolean> done;
  private int index;
  private int frame;

  private short[] pcm;
  private int offset;

  // The sound being played in the leg's format, looked for once per sound.
  private Sound lookedFor;
  private StreamFormat lookedForFormat;
  private EncodedSound encoded;
  private int packet;

  public PromptPlayer(EncodedSounds encodedSounds) {
    this.encodedSounds = encodedSounds;
  }

  /** Plays sounds once; what was being played is cut short. */
  public void play(List<Sound> list, CompletableFuture<Boolean> whenDone) {
    stop();
    if (list.isEmpty()) {
      whenDone.complete(true);
      return;
    }
    start(list, false);
    done = whenDone;
  }

  /** Plays a sound over and over. */
  public void loop(Sound sound) {
    stop();
    start(List.of(sound), true);
  }

  private void start(List<Sound> list, boolean forEver) {
    sounds = list;
    repeat = forEver;
    index = 0;
    frame = 0;
    lookedFor = null;
    encoded = null;
  }

  /** Cuts short what is being played. */
  public void stop() {
    finish(false);
  }

  /** Cuts short a sound that plays for ever, and leaves prompts alone. */
  public void stopLoop() {
    if (repeat) {
      stop();
    }
  }

  public boolean playing() {
    return !sounds.isEmpty();
  }

  /**
   * Moves on by 20 ms and says where their PCM is: {@link #pcm()} from {@link #offset()} on. To be
   * called while {@link #playing()}.
   */
  public void next(int rate) {
    pcm = sounds.get(index).pcm(rate);
    offset = frame * (rate / Tick.PER_SECOND);
    encoded = null; // its packets are no longer where the sound is
    advance();
  }

  public short[] pcm() {
    return pcm;
  }

  public int offset() {
    return offset;
  }

  /** Whether the sound being played is there in this format, so that nothing need be encoded. */
  public boolean encoded(StreamFormat format) {
    Sound sound = sounds.get(index);
    if (frame == 0 && (encoded == null || sound != lookedFor || format != lookedForFormat)) {
      lookedFor = sound;
      lookedForFormat = format;
      encoded = encodedSounds.find(sound, format);
    } else if (format != lookedForFormat) {
      encoded = null;
    }
    if (frame == 0) {
      packet = 0;
    }
    return encoded != null;
  }

  /** Moves on by 20 ms and sends the packets that have become due. */
  public void nextPackets(PacketSink sink) {
    EncodedSound sending = encoded;
    int millis = lookedForFormat.packetMillis();
    int until = (frame + 1) * Tick.MILLIS;
    while ((packet + 1) * millis <= until && packet < sending.packets().length) {
      byte[] payload = sending.packets()[packet++];
      sink.packet(payload, payload.length);
    }
    advance();
  }

  /** Takes payloads. */
  @FunctionalInterface
  public interface PacketSink {
    void packet(byte[] payload, int length);
  }

  private void advance() {
    frame++;
    if (frame < sounds.get(index).frames()) {
      return;
    }
    frame = 0;
    if (repeat) {
      return;
    }
    lookedFor = null;
    encoded = null;
    index++;
    if (index == sounds.size()) {
      finish(true);
    }
  }

  private void finish(boolean heard) {
    CompletableFuture<Boolean> finished = done;
    sounds = List.of();
    done = null;
    repeat = false;
    if (finished != null) {
      finished.complete(heard);
    }
  }
}
