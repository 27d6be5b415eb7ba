package io.carillon.media.engine;

import io.carillon.media.dtmf.ToneGenerator;
import io.carillon.media.loop.Tick;
import io.carillon.media.session.AudioPlan;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Keys that are sent to the far end as tones, because it takes G.711 and has agreed on no
 * telephone-events: one after another, each in place of 160 ms of other sound. Owned by the leg's
 * event loop; allocates nothing but for a key.
 */
final class KeyTones {
  private static final int FRAME = ToneGenerator.RATE / Tick.PER_SECOND;

  private final Queue<Key> waiting = new ArrayDeque<>();
  private final ToneGenerator tones = new ToneGenerator();
  private final short[] frame = new short[FRAME];
  private CompletableFuture<Boolean> present;
  private boolean agreed;

  private record Key(char digit, CompletableFuture<Boolean> sent) {}

  /**
   * Takes over what a plan says.
   *
   * @param on whether anything may be sent
   */
  void plan(AudioPlan plan, boolean on) {
    agreed = on && plan.sendTelephoneEvent().isEmpty() && InBandKeys.carries(plan.send());
    if (!agreed) {
      drop();
    }
  }

  /** Keys can be sent so, and in no better way. */
  boolean agreed() {
    return agreed;
  }

  /**
   * Sends a key when those before it are through.
   *
   * @param sent told whether it was
   */
  void press(char digit, CompletableFuture<Boolean> sent) {
    if (!agreed || waiting.size() >= KeySender.MOST_WAITING) {
      sent.complete(false);
    } else {
      waiting.add(new Key(digit, sent));
    }
  }

  /** A key is being sent or waits. */
  boolean busy() {
    return present != null || !waiting.isEmpty();
  }

  /** The next 20 ms at 8 kHz, to be called while {@link #busy}. */
  short[] next() {
    if (present == null) {
      Key key = waiting.remove();
      present = key.sent();
      tones.start(key.digit());
    }
    tones.next(frame, 0, FRAME);
    if (!tones.sounding()) {
      CompletableFuture<Boolean> done = present;
      present = null;
      done.complete(true);
    }
    return frame;
  }

  /** Gives up what was not sent; a key that has begun to sound was. */
  void drop() {
    if (present != null) {
      present.complete(true);
      present = null;
    }
    Key key = waiting.poll();
    while (key != null) {
      key.sent().complete(false);
      key = waiting.poll();
    }
  }
}
