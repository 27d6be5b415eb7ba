package io.carillon.media.mix;

import java.util.function.Consumer;

/**
 * Follows who talks loudest and tells each change. Somebody else must be clearly louder, or the
 * present one silent, and a change holds for half a second, so that a cough does not steal the
 * picture. Owned by the mix's event loop.
 */
final class ActiveSpeaker {
  /** 6 dB. */
  private static final double CLEARLY_LOUDER = 4;

  private static final int HOLD_TICKS = 25;

  /** A candidate has talked this long: 100 ms. */
  private static final int MIN_TICKS = 5;

  private Member speaker;
  private int held = HOLD_TICKS;
  private volatile Consumer<String> listener = id -> {};

  /** Any thread. */
  void listener(Consumer<String> tellTo) {
    listener = tellTo;
  }

  void tick(Talkers talkers) {
    held++;
    Member loudest = null;
    for (int i = 0; i < talkers.count(); i++) {
      Member talker = talkers.get(i);
      if (talker.talkedTicks() >= MIN_TICKS
          && (loudest == null || talker.gate().smoothed() > loudest.gate().smoothed())) {
        loudest = talker;
      }
    }
    if (loudest == null || loudest == speaker || held < HOLD_TICKS) {
      return;
    }
    if (speaker == null
        || !speaker.talking()
        || loudest.gate().smoothed() > speaker.gate().smoothed() * CLEARLY_LOUDER) {
      speaker = loudest;
      held = 0;
      listener.accept(loudest.leg().transactionId());
    }
  }

  void left(Member member) {
    if (speaker == member) {
      speaker = null;
    }
  }
}
