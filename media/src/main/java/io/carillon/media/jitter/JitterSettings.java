package io.carillon.media.jitter;

/**
 * Bounds of the delay that a jitter buffer may add.
 *
 * @param minMillis the delay it starts with and comes back to, 20-200 ms
 * @param maxMillis never more than this, up to 500 ms; packets that would need more are dropped
 */
public record JitterSettings(int minMillis, int maxMillis) {
  public static final JitterSettings DEFAULT = new JitterSettings(40, 200);

  public JitterSettings {
    if (minMillis < 20 || minMillis > 200) {
      throw new IllegalArgumentException("minMillis " + minMillis + ": allowed are 20-200");
    }
    if (maxMillis < minMillis + 20 || maxMillis > 500) {
      throw new IllegalArgumentException(
          "maxMillis " + maxMillis + ": allowed are " + (minMillis + 20) + "-500");
    }
  }
}
