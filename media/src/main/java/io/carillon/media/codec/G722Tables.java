package io.carillon.media.codec;

/** The constants of ITU-T G.722: quadrature mirror filter, quantisers and scale factors. */
final class G722Tables {
  private G722Tables() {}

  /** Half of the 24 taps of the mirror filter, Table 11; the other half is the same backwards. */
  static final int[] QMF = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

  /** Decision levels of the 6-bit quantiser, Table 14. */
  static final int[] LOW_LEVELS = {
    0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023,
    1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
  };

  /** Decision level of the 2-bit quantiser. */
  static final int HIGH_LEVEL = 564;

  /** 6-bit inverse quantiser by codeword. */
  static final int[] LOW_6 = {
    -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232,
    -9360, -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776,
    -2400, -2032, -1688, -1360, -1040, -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192,
    10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032,
    1688, 1360, 1040, 728, 432, 136, -432, -136
  };

  /** 4-bit inverse quantiser by the upper bits of the codeword; drives the adaptation. */
  static final int[] LOW_4 = {
    0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584,
    1200, 0
  };

  /** 2-bit inverse quantiser of the higher band. */
  static final int[] HIGH_2 = {-7408, -1616, 7408, 1616};

  /** Logarithmic scale factor multipliers by the upper 4 bits of the low codeword. */
  static final int[] LOW_SCALE = {
    -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
  };

  /** The same for the higher band. */
  static final int[] HIGH_SCALE = {798, -214, 798, -214};

  /** 2048 * 2^(i/32), for the inverse logarithm. */
  static final int[] EXPONENTS = {
    2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
    2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
  };

  static int clamp16(int value) {
    return Math.clamp(value, -32768, 32767);
  }

  /** Codeword of the lower band for the interval 1-30 of a difference and its sign. */
  static int lowCode(int interval, boolean negative) {
    if (negative) {
      return interval < 3 ? 64 - interval : 34 - interval;
    }
    return 62 - interval;
  }
}
