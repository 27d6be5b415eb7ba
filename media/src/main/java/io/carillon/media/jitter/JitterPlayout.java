package io.carillon.media.jitter;

import io.carillon.media.codec.AudioDecoder;
import io.carillon.media.codec.CodecRegistry;
import io.carillon.media.codec.ComfortNoise;
import io.carillon.media.dsp.Level;
import io.carillon.media.dsp.TimeCompression;
import io.carillon.media.session.PayloadFormat;
import java.util.Map;

/**
 * From packets to samples: jitter buffer, decoders, loss concealment, forward error correction,
 * comfort noise and rate conversion of one leg. Packets go in as they arrive; each tick takes out
 * exactly the samples it needs.
 *
 * <pre>
 *   put -> JitterBuffer -> decode | recover | conceal | noise -> shorten -> Resampler -> read
 * </pre>
 *
 * <p>Owned by the leg's event loop; {@code put} and {@code read} allocate nothing in steady state.
 */
public final class JitterPlayout implements AutoCloseable {
  /** A delay this far above the target is brought down: 20 ms. */
  private static final int HYSTERESIS = JitterBuffer.UNITS_PER_SECOND / 50;

  /** Packets below this level are left out whole when the delay must come down. */
  private static final double QUIET_DBOV = -55;

  private final int sampleRate;
  private final JitterCounters counters = new JitterCounters();
  private final JitterBuffer buffer;
  private final ComfortNoise noise = new ComfortNoise();
  private final PayloadDecoders decoders;

  private PayloadDecoders.Entry playing;
  private PacketKind lastKind = PacketKind.EVENT;
  private short[] ready;
  private int readyFrom;
  private int readyTo;
  private boolean shortened;
  private boolean audible;

  /**
   * @param sampleRate Hz of what {@link #read} gives: 8000, 16000 or 48000
   */
  public JitterPlayout(int sampleRate, JitterSettings settings) {
    this.sampleRate = sampleRate;
    buffer = new JitterBuffer(settings, counters);
    decoders = new PayloadDecoders(sampleRate);
  }

  /**
   * Says what each payload type stands for (see {@code AudioPlan.receive}). Decoders of payload
   * types that keep their meaning are kept; audio, CN and telephone-event are understood, others
   * ignored.
   */
  public void formats(Map<Integer, PayloadFormat> receive, CodecRegistry codecs) {
    boolean kept = decoders.update(receive, codecs);
    if (!kept) {
      buffer.forgetPayloads();
      playing = null;
      readyFrom = 0;
      readyTo = 0;
    }
    decoders.forEach(buffer::accept);
  }

  /**
   * Hands in one packet that passed SRTP. Telephone-events are handed in, too: they take sequence
   * numbers, and without them their gaps would count as loss.
   *
   * @param ssrc of the packet; a change begins a new stream
   * @param offset of the payload, without padding
   * @param length of the payload
   * @param arrivalNanos when it arrived, on the clock that {@link #read} is told
   */
  public PutResult put(
      int ssrc,
      int sequence,
      int timestamp,
      int payloadType,
      byte[] buf,
      int offset,
      int length,
      long arrivalNanos) {
    return buffer.put(ssrc, sequence, timestamp, payloadType, buf, offset, length, arrivalNanos);
  }

  /** Whether {@link #read} may give more than silence: a packet has come. */
  public boolean begun() {
    return buffer.started() || readyFrom != readyTo;
  }

  /**
   * Gives the samples of one tick; what is missing is made up.
   *
   * @param samples how many are written, any number
   * @param nowNanos when the first of them is heard
   * @return whether there was anything but silence
   */
  public boolean read(short[] pcm, int offset, int samples, long nowNanos) {
    boolean heard = false;
    int done = 0;
    while (done < samples) {
      while (readyFrom == readyTo) {
        fill(samples - done, nowNanos + done * 1_000_000_000L / sampleRate);
      }
      int count = Math.min(samples - done, readyTo - readyFrom);
      System.arraycopy(ready, readyFrom, pcm, offset + done, count);
      readyFrom += count;
      done += count;
      heard |= audible;
    }
    return heard;
  }

  /**
   * Where on the sender's RTP clock the next sample that {@link #read} gives lies, in ms since the
   * first packet of the stream. It leaps when a new stream begins.
   */
  public long mediaMillis() {
    long waiting = (long) (readyTo - readyFrom) * (JitterBuffer.UNITS_PER_SECOND / sampleRate);
    return (buffer.playhead() - waiting) * 1000 / JitterBuffer.UNITS_PER_SECOND;
  }

  private void fill(int samples, long nowNanos) {
    int unitsPerSample = JitterBuffer.UNITS_PER_SECOND / sampleRate;
    int wanted = Math.min(samples * unitsPerSample, JitterBuffer.UNITS_PER_SECOND / 50);
    switch (buffer.take(nowNanos)) {
      case PACKET -> packet();
      case LOST -> lost(wanted);
      case PAUSE -> {
        int units = fillSilence((int) Math.min(wanted, buffer.gap()));
        buffer.passed(units);
      }
      case STARVED -> {
        boolean conceal = lastKind == PacketKind.AUDIO && buffer.starvedFor() < HYSTERESIS * 5L;
        buffer.starved(conceal ? fillConcealment(wanted) : fillSilence(wanted));
      }
      case IDLE -> fillIdle(wanted);
    }
  }

  private void packet() {
    lastKind = buffer.kind();
    if (lastKind == PacketKind.AUDIO) {
      audio();
      return;
    }
    if (lastKind == PacketKind.COMFORT_NOISE) {
      noise.update(buffer.payload(), 0, buffer.payloadLength());
    }
    counters.played++;
    buffer.played(0);
  }

  private void audio() {
    playing = decoders.get(buffer.payloadType());
    int samples =
        playing.decoder().decode(buffer.payload(), 0, buffer.payloadLength(), playing.pcm(), 0);
    if (samples < 0) {
      counters.malformed++;
      long duration = buffer.lastDuration();
      fillConcealment((int) duration);
      buffer.played(duration);
      return;
    }
    counters.played++;
    int kept = buffer.excess() > HYSTERESIS ? shorten(samples) : samples;
    buffer.played((long) samples * playing.unitsPerSample());
    publish(kept);
    counters.playedSamples += readyTo;
  }

  /** Quiet packets are left out; of others every second loses a pitch period. */
  private int shorten(int samples) {
    short[] pcm = playing.pcm();
    int kept = samples;
    if (Level.dbov(Level.rms(pcm, 0, samples)) < QUIET_DBOV) {
      kept = 0;
    } else if (!shortened) {
      kept = TimeCompression.shorten(pcm, 0, samples, playing.decoder().sampleRate());
    }
    shortened = !shortened && kept > 0;
    counters.shortenedSamples +=
        (long) (samples - kept)
            * playing.unitsPerSample()
            * sampleRate
            / JitterBuffer.UNITS_PER_SECOND;
    return kept;
  }

  private void lost(int wanted) {
    long gap = buffer.gap();
    if (buffer.excess() > HYSTERESIS) {
      // What is lost need not be made up when the delay must come down anyway.
      buffer.passed(Math.min(gap, buffer.excess()));
      return;
    }
    PayloadDecoders.Entry entry = decoders.get(buffer.payloadType());
    if (entry == null || entry != playing) {
      buffer.passed(fillConcealment((int) Math.min(wanted, gap)));
      return;
    }
    AudioDecoder decoder = entry.decoder();
    int perSample = entry.unitsPerSample();
    int next = decoder.samplesIn(buffer.payload(), 0, buffer.payloadLength());
    int missing = (int) Math.min(gap / perSample, Integer.MAX_VALUE);
    if (next > 0 && missing > 0 && missing <= next) {
      int recovered =
          decoder.recover(buffer.payload(), 0, buffer.payloadLength(), entry.pcm(), 0, missing);
      if (recovered > 0) {
        publish(recovered);
        counters.recoveredSamples += readyTo;
        buffer.passed(gap);
        return;
      }
    }
    long before = next > 0 && missing > next ? gap - (long) next * perSample : gap;
    buffer.passed(fillConcealment((int) Math.min(wanted, before)));
  }

  private int fillConcealment(int units) {
    if (playing == null) {
      return fillSilence(units);
    }
    int samples = Math.max(1, units / playing.unitsPerSample());
    publish(playing.decoder().conceal(playing.pcm(), 0, samples));
    counters.concealedSamples += readyTo;
    return samples * playing.unitsPerSample();
  }

  private int fillSilence(int units) {
    if (playing == null) {
      return fillZeros(units);
    }
    int samples = Math.max(1, units / playing.unitsPerSample());
    if (lastKind == PacketKind.COMFORT_NOISE) {
      noise.generate(playing.pcm(), 0, samples);
    } else if (lastKind == PacketKind.AUDIO) {
      playing.decoder().silence(playing.pcm(), 0, samples);
    } else {
      return fillZeros(units);
    }
    publish(samples);
    audible = Level.peak(playing.pcm(), 0, samples) > 0;
    counters.silentSamples += readyTo;
    return samples * playing.unitsPerSample();
  }

  private void fillIdle(int units) {
    if (lastKind == PacketKind.COMFORT_NOISE) {
      fillSilence(units);
    } else {
      fillZeros(units);
    }
  }

  private int fillZeros(int units) {
    int unitsPerSample = JitterBuffer.UNITS_PER_SECOND / sampleRate;
    int samples = Math.max(1, units / unitsPerSample);
    ready = decoders.zeros();
    readyFrom = 0;
    readyTo = samples;
    audible = false;
    counters.silentSamples += samples;
    return samples * unitsPerSample;
  }

  /** Makes the first samples of the decoder's PCM ready to be read, at our rate. */
  private void publish(int samples) {
    readyFrom = 0;
    audible = true;
    if (playing.resampler() == null) {
      ready = playing.pcm();
      readyTo = samples;
    } else {
      ready = playing.resampled();
      readyTo = playing.resampler().process(playing.pcm(), 0, samples, ready, 0);
    }
  }

  /** Begins anew with the next packet, such as after a change of the far end's address. */
  public void reset() {
    buffer.reset();
    lastKind = PacketKind.EVENT;
    readyFrom = 0;
    readyTo = 0;
  }

  public int sampleRate() {
    return sampleRate;
  }

  public JitterCounters counters() {
    return counters;
  }

  /** The present delay in ms. */
  public double delayMillis() {
    return buffer.delay() * 1000.0 / JitterBuffer.UNITS_PER_SECOND;
  }

  /** The delay it is heading for in ms. */
  public double targetMillis() {
    return buffer.target() * 1000.0 / JitterBuffer.UNITS_PER_SECOND;
  }

  @Override
  public void close() {
    decoders.close();
    playing = null;
  }
}
