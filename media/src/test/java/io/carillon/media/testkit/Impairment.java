package io.carillon.media.testkit;

import java.time.Duration;
import java.util.Random;

/**
 * What a bad line does to packets: a part is lost, the rest comes late, each by as much as it
 * likes.
 *
 * @param lossPercent of each hundred packets so many are lost, at random places; 0-100
 * @param delay the least that every packet is late
 * @param spread added to that: anything from nothing to so much, evenly
 */
public record Impairment(int lossPercent, Duration delay, Duration spread) {
  public static final Impairment NONE = new Impairment(0, Duration.ZERO, Duration.ZERO);

  private static final int BLOCK = 100;

  /** What {@link Fates#next} says of a packet that does not arrive. */
  public static final long LOST = -1;

  public Impairment {
    if (lossPercent < 0 || lossPercent > 100) {
      throw new IllegalArgumentException("loss " + lossPercent + " %");
    }
  }

  /** How late packets are on average, in ms. */
  public double meanDelayMillis() {
    return (delay.toNanos() + spread.toNanos() / 2.0) / 1e6;
  }

  /** What becomes of packet after packet. The same seed says the same. */
  public Fates fates(long seed) {
    return new Fates(seed);
  }

  /**
   * Interarrival jitter (RFC 3550 section 6.4.1) of packets sent at an even pace that pass several
   * such lines, in microseconds: the mean of how much two packets behind each other differ.
   */
  public static double jitterMicros(Impairment... lines) {
    int packets = 200_000;
    double[] late = new double[packets];
    Random random = new Random(1);
    for (Impairment line : lines) {
      for (int i = 0; i < packets; i++) {
        late[i] += line.spread.toNanos() / 1e3 * random.nextDouble();
      }
    }
    double sum = 0;
    for (int i = 1; i < packets; i++) {
      sum += Math.abs(late[i] - late[i - 1]);
    }
    return sum / (packets - 1);
  }

  /** One direction of one line. For one thread. */
  public final class Fates {
    private final Random random;
    private final boolean[] lost = new boolean[BLOCK];
    private int at = BLOCK;

    private Fates(long seed) {
      random = new Random(seed);
    }

    /** How late the next packet is, in ns, or {@link Impairment#LOST}. */
    public long next() {
      if (at == BLOCK) {
        shuffle();
      }
      long late = delay.toNanos() + (long) (spread.toNanos() * random.nextDouble());
      return lost[at++] ? LOST : late;
    }

    private void shuffle() {
      at = 0;
      for (int i = 0; i < BLOCK; i++) {
        lost[i] = i < lossPercent;
      }
      for (int i = BLOCK - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        boolean kept = lost[i];
        lost[i] = lost[other];
        lost[other] = kept;
      }
    }
  }
}
