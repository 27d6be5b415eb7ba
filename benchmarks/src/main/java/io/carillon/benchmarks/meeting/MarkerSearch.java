package io.carillon.benchmarks.meeting;

import io.carillon.media.codec.AudioDecoder;
import io.carillon.media.codec.Codecs;

/**
 * Finds the marker in what a telephone heard. The delay is that of one sample from mouth to ear:
 * when the marker's first sample is played, if packets are played as they come, less when it was
 * sent. A wire would have 0.
 */
final class MarkerSearch {
  /** A bridge that takes longer has lost it. */
  private static final int MOST_PACKETS = 40;

  /** The marker alone has 1; other voices on top leave about 0.8, voices without it below 0.4. */
  private static final double LIKENESS = 0.6;

  private static final long NANOS_PER_SAMPLE = 1_000_000_000L / Speech.RATE;

  private final Received received;
  private final short[] pcm;
  private final long[] packetArrivals;
  private final short[] marker = Speech.markerSamples();
  private final double markerEnergy = energy(marker, 0);

  MarkerSearch(Received received) {
    this.received = received;
    int packets = 0;
    for (int i = 0; i < received.count(); i++) {
      packets = Math.max(packets, index(i) + 1);
    }
    pcm = new short[packets * Speech.SAMPLES];
    packetArrivals = new long[packets];
    decode();
  }

  /** Place of a packet in time; a timestamp that jumps is left out. */
  private int index(int i) {
    int index = (received.timestamp(i) - received.timestamp(0)) / Speech.SAMPLES;
    return index < 0 || index > 2 * received.count() ? -1 : index;
  }

  private void decode() {
    try (AudioDecoder decoder = new Codecs().decoder(Speech.PCMU)) {
      for (int i = 0; i < received.count(); i++) {
        int index = index(i);
        if (index >= 0) {
          packetArrivals[index] = received.arrival(i);
          decoder.decode(received.payload(i), 0, Speech.SAMPLES, pcm, index * Speech.SAMPLES);
        }
      }
    }
  }

  /**
   * @param sentNanos when the marker's packet was sent
   * @return ns, or -1 when it was not heard
   */
  long delay(long sentNanos) {
    int first = 0;
    while (first < packetArrivals.length && packetArrivals[first] - sentNanos < 0) {
      first++;
    }
    int from = first * Speech.SAMPLES;
    int to = Math.min(from + MOST_PACKETS * Speech.SAMPLES, pcm.length - Speech.SAMPLES);
    double best = LIKENESS;
    int found = -1;
    // The first place that is like it, and the best around: the next talker's marker follows.
    for (int at = from; at < to && (found < 0 || at < found + Speech.SAMPLES); at++) {
      double likeness = likeness(at);
      if (likeness > best) {
        best = likeness;
        found = at;
      }
    }
    if (found < 0 || packetArrivals[found / Speech.SAMPLES] == 0) {
      return -1;
    }
    long played =
        packetArrivals[found / Speech.SAMPLES] + found % Speech.SAMPLES * NANOS_PER_SAMPLE;
    return played - sentNanos;
  }

  private double likeness(int at) {
    double product = 0;
    for (int i = 0; i < marker.length; i++) {
      product += (double) marker[i] * pcm[at + i];
    }
    return product / Math.sqrt(markerEnergy * Math.max(energy(pcm, at), 1));
  }

  private static double energy(short[] samples, int at) {
    double energy = 0;
    for (int i = 0; i < Speech.SAMPLES; i++) {
      energy += (double) samples[at + i] * samples[at + i];
    }
    return energy;
  }
}
