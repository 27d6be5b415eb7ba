package io.carillon.media.dtmf;

/** Which two tones a key has (ITU-T Q.23): one of the row, one of the column. */
final class ToneKeys {
  /** Tones in each group. */
  static final int GROUP = 4;

  private static final String KEYS = "123A456B789C*0#D";
  private static final double[] LOW = {697, 770, 852, 941};
  private static final double[] HIGH = {1209, 1336, 1477, 1633};

  private ToneKeys() {}

  /** Place of a key on the pad, row by row; -1 when it is none. */
  static int key(char digit) {
    return KEYS.indexOf(Character.toUpperCase(digit));
  }

  static char digit(int row, int column) {
    return KEYS.charAt(row * GROUP + column);
  }

  static double lowHertz(int key) {
    return LOW[key / GROUP];
  }

  static double highHertz(int key) {
    return HIGH[key % GROUP];
  }

  /** Hz of tone 0-3 of the low group, 4-7 of the high one. */
  static double hertz(int tone) {
    return tone < GROUP ? LOW[tone] : HIGH[tone - GROUP];
  }
}
