package io.carillon.benchmarks.meeting;

import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.Codecs;
import io.carillon.media.session.PayloadFormat;
import java.util.Arrays;
import java.util.Random;

/**
 * What the telephones send, as PCMU payloads of 20 ms made beforehand: low-passed noise in
 * syllables at about -24 dB of full scale for who talks, noise of one step for who is silent, and a
 * short sweep as the marker whose way is timed.
 */
final class Speech {
  static final PayloadFormat PCMU = new PayloadFormat("PCMU", 8000, 1, "");
  static final int RATE = 8000;

  /** Samples and payload bytes of a packet. */
  static final int SAMPLES = 160;

  static final int PACKETS_PER_SECOND = 50;

  private static final int LOOP_PACKETS = 4 * PACKETS_PER_SECOND;
  private static final double LOUDNESS = 4500;
  private static final double LOW_PASS = 0.6;
  private static final double SYLLABLES_HZ = 4;
  private static final double MARKER_AMPLITUDE = 14_000;
  private static final double MARKER_FROM_HZ = 500;
  private static final double MARKER_TO_HZ = 3000;

  private Speech() {}

  /** A loop of packets of somebody who talks without a pause. */
  static byte[][] talking(long seed) {
    Random random = new Random(seed);
    short[] pcm = new short[LOOP_PACKETS * SAMPLES];
    double noise = 0;
    for (int i = 0; i < pcm.length; i++) {
      noise = LOW_PASS * noise + (1 - LOW_PASS) * random.nextGaussian();
      double syllable = 0.6 + 0.4 * Math.sin(2 * Math.PI * SYLLABLES_HZ * i / RATE + seed);
      pcm[i] = (short) Math.clamp(LOUDNESS * syllable * noise, -32_000, 32_000);
    }
    return packets(pcm);
  }

  /** A loop of packets of a quiet line. */
  static byte[][] silent(long seed) {
    Random random = new Random(seed);
    short[] pcm = new short[LOOP_PACKETS * SAMPLES];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (random.nextInt(3) * 8 - 8);
    }
    return packets(pcm);
  }

  /** The marker, one packet long. */
  static short[] markerSamples() {
    short[] pcm = new short[SAMPLES];
    double phase = 0;
    for (int i = 0; i < SAMPLES; i++) {
      pcm[i] = (short) (MARKER_AMPLITUDE * Math.sin(phase));
      double hertz = MARKER_FROM_HZ + (MARKER_TO_HZ - MARKER_FROM_HZ) * i / SAMPLES;
      phase += 2 * Math.PI * hertz / RATE;
    }
    return pcm;
  }

  static byte[] marker() {
    return packets(markerSamples())[0];
  }

  private static byte[][] packets(short[] pcm) {
    byte[][] packets = new byte[pcm.length / SAMPLES][];
    byte[] out = new byte[AudioEncoder.MAX_PAYLOAD_BYTES];
    try (AudioEncoder encoder = new Codecs().encoder(PCMU, 20)) {
      for (int i = 0; i < packets.length; i++) {
        packets[i] = Arrays.copyOf(out, encoder.encode(pcm, i * SAMPLES, SAMPLES, out, 0));
      }
    }
    return packets;
  }
}
