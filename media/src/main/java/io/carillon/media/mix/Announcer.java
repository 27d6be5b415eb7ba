package io.carillon.media.mix;

import io.carillon.media.loop.Tick;
import io.carillon.media.prompt.Sound;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** What everyone in a meeting is being played, one sound after another. Owned by its event loop. */
final class Announcer {
  /** Tones of a crowd that joins at once need not all be heard. */
  private static final int MOST_WAITING = 16;

  private final Queue<Sound> waiting = new ArrayDeque<>();
  private Sound sound;
  private int frame;

  void announce(List<Sound> sounds) {
    for (Sound next : sounds) {
      if (waiting.size() < MOST_WAITING) {
        waiting.add(next);
      }
    }
  }

  /** Moves on by 20 ms. */
  void tick() {
    frame++;
    if (sound == null || frame == sound.frames()) {
      sound = waiting.poll();
      frame = 0;
    }
  }

  boolean playing() {
    return sound != null;
  }

  /** Where the samples of this tick are, from {@link #offset} on. */
  short[] pcm(int rate) {
    return sound.pcm(rate);
  }

  int offset(int rate) {
    return frame * (rate / Tick.PER_SECOND);
  }
}
