package io.carillon.media.dtmf;

import java.util.Arrays;
import java.util.Random;

/** Keys as far ends sound them, as PCM at 8 kHz. */
final class KeyTone {
  static final String KEYS = "123A456B789C*0#D";

  private short[] pcm = new short[0];
  private double lowDbm0 = -9;
  private double highDbm0 = -7;
  private double pitch = 1;

  /** Levels of the two tones. */
  KeyTone levels(double low, double high) {
    lowDbm0 = low;
    highDbm0 = high;
    return this;
  }

  /** Off pitch by a part of it. */
  KeyTone pitch(double by) {
    pitch = 1 + by;
    return this;
  }

  /** Sounds a key; nothing is faded. */
  KeyTone key(char digit, double millis) {
    int key = ToneKeys.key(digit);
    int begin = append(millis);
    double low = 2 * Math.PI * ToneKeys.lowHertz(key) * pitch / 8000;
    double high = 2 * Math.PI * ToneKeys.highHertz(key) * pitch / 8000;
    for (int i = begin; i < pcm.length; i++) {
      pcm[i] =
          clip(peak(lowDbm0) * Math.sin(low * i + 1) + peak(highDbm0) * Math.sin(high * i + 2));
    }
    return this;
  }

  KeyTone pause(double millis) {
    append(millis);
    return this;
  }

  private int append(double millis) {
    int begin = pcm.length;
    pcm = Arrays.copyOf(pcm, begin + (int) Math.round(millis * 8));
    return begin;
  }

  /** Everything so far with white noise below it. */
  KeyTone noise(double dbm0, long seed) {
    Random random = new Random(seed);
    double deviation = peak(dbm0) / Math.sqrt(2);
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = clip(pcm[i] + deviation * random.nextGaussian());
    }
    return this;
  }

  short[] pcm() {
    return pcm;
  }

  /** What the detector hears, in packets of 20 ms. */
  static String heard(short[] pcm) {
    return heard(new ToneDetector(), pcm, 160);
  }

  static String heard(ToneDetector detector, short[] pcm, int packet) {
    StringBuilder heard = new StringBuilder();
    for (int at = 0; at < pcm.length; at += packet) {
      char key = detector.heard(pcm, at, Math.min(packet, pcm.length - at));
      if (key != ToneDetector.NONE) {
        heard.append(key);
      }
    }
    return heard.toString();
  }

  private static double peak(double dbm0) {
    return 32767 * Math.pow(10, (dbm0 - 3.17) / 20);
  }

  private static short clip(double sample) {
    return (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
