package io.carillon.media.jitter;

import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.Codecs;
import io.carillon.media.dsp.Tones;
import io.carillon.media.session.PayloadFormat;
import java.util.Map;

/** A sender, a path and a playout on one virtual clock. */
final class PlayoutRig {
  static final PayloadFormat PCMU = new PayloadFormat("PCMU", 8000, 1, "");
  static final PayloadFormat CN = new PayloadFormat("CN", 8000, 1, "");
  static final PayloadFormat EVENT = new PayloadFormat("telephone-event", 8000, 1, "0-15");
  static final PayloadFormat G722 = new PayloadFormat("G722", 8000, 1, "");
  static final PayloadFormat OPUS = new PayloadFormat("opus", 48000, 2, "useinbandfec=1");
  static final long MS = 1_000_000;

  /** An unlikely start, so that nothing rests on zero. */
  final long start = 7_000_000_000_000L;

  final Codecs codecs = new Codecs();
  final JitterPlayout playout;
  final short[] tone = Tones.sine(400, 10_000, 8000, 8000);
  final byte[] packet = new byte[1500];
  int ssrc = 0x1234;

  PlayoutRig(int rate, JitterSettings settings) {
    playout = new JitterPlayout(rate, settings);
    playout.formats(Map.of(0, PCMU, 13, CN, 101, EVENT, 9, G722, 111, OPUS), codecs);
  }

  /** Hands in PCMU packet number n of a 400 Hz tone in packets of 20 ms. */
  PutResult tone(long n, long arrivalMillis) {
    return tone(n, n * 160, arrivalMillis * MS);
  }

  PutResult tone(long sequence, long timestamp, long arrivalNanos) {
    try (AudioEncoder encoder = codecs.encoder(PCMU, 20)) {
      int length = encoder.encode(tone, (int) (timestamp % 7840), 160, packet, 3);
      return put(sequence, timestamp, 0, length, arrivalNanos);
    }
  }

  PutResult put(long sequence, long timestamp, int type, int length, long arrivalNanos) {
    return playout.put(
        ssrc,
        (int) sequence & 0xffff,
        (int) timestamp,
        type,
        packet,
        3,
        length,
        start + arrivalNanos);
  }

  short[] read(long nowMillis) {
    short[] pcm = new short[playout.sampleRate() / 50];
    playout.read(pcm, 0, pcm.length, start + nowMillis * MS);
    return pcm;
  }
}
