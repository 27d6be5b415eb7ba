package io.carillon.media.engine;

import io.carillon.media.codec.CodecRegistry;
import io.carillon.media.jitter.JitterCounters;
import io.carillon.media.jitter.JitterPlayout;
import io.carillon.media.jitter.JitterSettings;
import io.carillon.media.loop.Tick;
import io.carillon.media.mix.AudioFrame;
import io.carillon.media.session.PayloadFormat;
import java.util.Map;

/**
 * What a leg says, tick by tick: jitter buffer and decoders at the rate of the codec agreed on, and
 * the totals over changes of that rate. Owned by the leg's event loop.
 */
final class Playout implements AutoCloseable {
  private final JitterSettings settings;
  private final CodecRegistry codecs;
  private final AudioFrame frame = new AudioFrame();
  private JitterPlayout playout;

  private long earlierLate;
  private long earlierDuplicate;
  private long earlierReordered;
  private long earlierConcealedMillis;

  Playout(JitterSettings settings, CodecRegistry codecs) {
    this.settings = settings;
    this.codecs = codecs;
  }

  /** Takes over what payload types stand for. */
  void plan(Map<Integer, PayloadFormat> receive, int rate) {
    if (playout == null || playout.sampleRate() != rate) {
      close();
      playout = new JitterPlayout(rate, settings);
    }
    playout.formats(receive, codecs);
  }

  void put(
      int ssrc, int sequence, int timestamp, int type, byte[] buf, int off, int len, long arrival) {
    playout.put(ssrc, sequence, timestamp, type, buf, off, len, arrival);
  }

  /** The next 20 ms. */
  AudioFrame next(long nowNanos) {
    frame.nothing();
    if (playout != null && playout.begun()) {
      int rate = playout.sampleRate();
      if (playout.read(frame.pcm(), 0, rate / Tick.PER_SECOND, nowNanos)) {
        frame.filled(rate);
      }
    }
    return frame;
  }

  /** Where on the far end's RTP clock the frame given last began, in ms; leaps at a new stream. */
  long mediaMillis() {
    return playout == null ? 0 : playout.mediaMillis() - Tick.MILLIS;
  }

  /** The next packet begins a new stream. */
  void restart() {
    if (playout != null) {
      playout.reset();
    }
  }

  long late() {
    return earlierLate + (playout == null ? 0 : playout.counters().late());
  }

  long duplicate() {
    return earlierDuplicate + (playout == null ? 0 : playout.counters().duplicate());
  }

  long reordered() {
    return earlierReordered + (playout == null ? 0 : playout.counters().reordered());
  }

  /** Frames of 20 ms that were made up. */
  long concealedFrames() {
    return (earlierConcealedMillis + concealedMillis()) / Tick.MILLIS;
  }

  private long concealedMillis() {
    return playout == null
        ? 0
        : playout.counters().concealedSamples() * 1000 / playout.sampleRate();
  }

  long delayMicros() {
    return playout == null ? 0 : (long) (playout.delayMillis() * 1000);
  }

  @Override
  public void close() {
    if (playout != null) {
      JitterCounters counters = playout.counters();
      earlierLate += counters.late();
      earlierDuplicate += counters.duplicate();
      earlierReordered += counters.reordered();
      earlierConcealedMillis += concealedMillis();
      playout.close();
      playout = null;
    }
  }
}
