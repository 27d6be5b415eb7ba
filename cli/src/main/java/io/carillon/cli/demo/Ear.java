package io.carillon.cli.demo;

import io.carillon.media.stream.AudioTap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What a device hears, kept as its loudness in windows of 100 ms. Written by the device's event
 * loop, read by any thread.
 */
final class Ear implements AudioTap {
  private static final int WINDOW_MILLIS = 100;
  private static final int WINDOWS = 6000; // ten minutes
  private static final double SILENCE_DB = -120;

  private final AtomicLongArray energy = new AtomicLongArray(WINDOWS);
  private final int samplesPerWindow;
  private volatile long heardMillis;

  Ear(int sampleRate) {
    samplesPerWindow = sampleRate * WINDOW_MILLIS / 1000;
  }

  @Override
  public void write(short[] pcm, int offset, int samples, long rtpMillisOffset) {
    int window = (int) (rtpMillisOffset / WINDOW_MILLIS);
    if (window >= WINDOWS) {
      return;
    }
    long sum = 0;
    for (int i = offset; i < offset + samples; i++) {
      sum += (long) pcm[i] * pcm[i];
    }
    energy.addAndGet(window, sum);
    heardMillis = rtpMillisOffset;
  }

  /** Milliseconds heard so far; the time scale of {@link #loudest}. */
  long now() {
    return heardMillis;
  }

  /** Loudness in dB below full scale of the loudest window since a time of this ear. */
  double loudest(long sinceMillis) {
    long most = 0;
    int from = (int) (sinceMillis / WINDOW_MILLIS) + 1;
    for (int i = from; i < WINDOWS && i <= heardMillis / WINDOW_MILLIS; i++) {
      most = Math.max(most, energy.get(i));
    }
    return most == 0
        ? SILENCE_DB
        : 10 * Math.log10((double) most / samplesPerWindow / (32_768.0 * 32_768.0));
  }

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void close() {
    // what was heard stays readable
  }
}
