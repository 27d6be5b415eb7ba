package io.carillon.media.codec;

import static io.carillon.media.codec.G722Tables.clamp16;

/**
 * One sub-band of G.722: the adaptive predictor (two poles, six zeros) and the adaptive scale
 * factor, the same in encoder and decoder. Names in comments are those of the recommendation's
 * section 6.2. Owned by one thread.
 */
final class G722Band {
  private final int mostScale;
  private final int scaleShift;

  /** Quantised differences d, newest first, and their coefficients b. */
  private final int[] differences = new int[6];

  private final int[] zeros = new int[6];

  /** Reconstructed signal r and partial reconstruction p of the last two samples. */
  private int reconstructed1;

  private int reconstructed2;
  private int partial1;
  private int partial2;

  /** Pole coefficients a1, a2. */
  private int pole1;

  private int pole2;

  private int zeroPrediction;
  private int prediction;
  private int logScale;
  private int step;

  private G722Band(int mostScale, int scaleShift, int firstStep) {
    this.mostScale = mostScale;
    this.scaleShift = scaleShift;
    step = firstStep;
  }

  static G722Band low() {
    return new G722Band(18432, 8, 32);
  }

  static G722Band high() {
    return new G722Band(22528, 10, 8);
  }

  /** s: what the next sample is expected to be. */
  int prediction() {
    return prediction;
  }

  /** det: the quantiser's step. */
  int step() {
    return step;
  }

  /** Takes the quantised difference of one sample and the scale multiplier of its codeword. */
  void adapt(int difference, int multiplier) {
    // LOGSCL, SCALEL / LOGSCH, SCALEH
    logScale = Math.clamp((logScale * 127 >> 7) + multiplier, 0, mostScale);
    int shift = scaleShift - (logScale >> 11);
    int mantissa = G722Tables.EXPONENTS[logScale >> 6 & 31];
    step = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;

    int reconstructed = clamp16(prediction + difference);
    int partial = clamp16(zeroPrediction + difference);
    adaptPoles(partial);
    adaptZeros(difference);
    reconstructed2 = reconstructed1;
    reconstructed1 = reconstructed;
    partial2 = partial1;
    partial1 = partial;
    predict();
  }

  /** UPPOL2, UPPOL1. */
  private void adaptPoles(int partial) {
    boolean same1 = (partial ^ partial1) >= 0;
    boolean same2 = (partial ^ partial2) >= 0;
    int four = clamp16(pole1 << 2);
    int second = Math.min(same1 ? -four : four, 32767) >> 7;
    second += same2 ? 128 : -128;
    second += pole2 * 32512 >> 15;
    second = Math.clamp(second, -12288, 12288);
    int first = clamp16((same1 ? 192 : -192) + (pole1 * 32640 >> 15));
    int bound = clamp16(15360 - second);
    pole1 = Math.clamp(first, -bound, bound);
    pole2 = second;
  }

  /** UPZERO, DELAYA. */
  private void adaptZeros(int difference) {
    int gain = difference == 0 ? 0 : 128;
    for (int i = 5; i >= 0; i--) {
      int push = (difference ^ differences[i]) >= 0 ? gain : -gain;
      zeros[i] = clamp16(push + (zeros[i] * 32640 >> 15));
    }
    for (int i = 5; i > 0; i--) {
      differences[i] = differences[i - 1];
    }
    differences[0] = difference;
  }

  /** FILTEP, FILTEZ, PREDIC. */
  private void predict() {
    int poles =
        clamp16(
            (pole1 * clamp16(2 * reconstructed1) >> 15)
                + (pole2 * clamp16(2 * reconstructed2) >> 15));
    int sum = 0;
    for (int i = 5; i >= 0; i--) {
      sum += zeros[i] * clamp16(2 * differences[i]) >> 15;
    }
    zeroPrediction = clamp16(sum);
    prediction = clamp16(poles + zeroPrediction);
  }
}
