package io.carillon.media.mix;

/** Brings the sum of several voices back into 16 bits. Owned by one event loop. */
final class Limiter {
  private final int sampleRate;

  Limiter(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  int sampleRate() {
    return sampleRate;
  }

  void process(int[] in, int offset, int samples, short[] out, int outOffset) {
    for (int i = 0; i < samples; i++) {
      out[outOffset + i] = (short) Math.clamp(in[offset + i], Short.MIN_VALUE, Short.MAX_VALUE);
    }
  }
}
