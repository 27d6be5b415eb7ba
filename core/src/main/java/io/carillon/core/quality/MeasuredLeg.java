package io.carillon.core.quality;

import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;

/** One answered leg: what it measures, cut into intervals. Thread-safe. */
final class MeasuredLeg {
  private final LegInfo leg;
  private final MediaQuality.Source source;
  private final LegQuality quality = new LegQuality();
  private volatile MediaQuality lastWord;

  MeasuredLeg(LegInfo leg, MediaQuality.Source source) {
    this.leg = leg;
    this.source = source;
  }

  LegInfo leg() {
    return leg;
  }

  /** The leg has ended: its source is not asked any more. */
  void ended(MediaQuality last) {
    lastWord = last;
  }

  /** What was measured since the last time. */
  LegQuality.Interval next() {
    MediaQuality last = lastWord;
    MediaQuality now = last != null ? last : source.quality();
    synchronized (this) {
      return quality.next(now);
    }
  }
}
