package io.carillon.media.engine;

/**
 * How bursty losses are (ITU-T G.107 3.5): mean length of the gaps against what random loss of the
 * same rate would give. Owned by the leg's event loop.
 */
final class LossBursts {
  private static final int LONGEST_GAP = 3000;

  private boolean started;
  private int ssrc;
  private int highest;
  private long received;
  private long lost;
  private long gaps;

  void packet(int packetSsrc, int sequence) {
    received++;
    int ahead = (sequence - highest) & 0xFFFF;
    if (!started || packetSsrc != ssrc || (ahead >= LONGEST_GAP && ahead < 0x8000)) {
      started = true;
      ssrc = packetSsrc;
      highest = sequence;
      return;
    }
    if (ahead == 0 || ahead >= 0x8000) {
      return;
    }
    if (ahead > 1) {
      lost += ahead - 1;
      gaps++;
    }
    highest = sequence;
  }

  /** At least 1; 1 while nothing was lost. */
  double ratio() {
    if (gaps == 0) {
      return 1;
    }
    double meanGap = (double) lost / gaps;
    double lossRate = (double) lost / (lost + received);
    return Math.max(1, meanGap * (1 - lossRate));
  }
}
