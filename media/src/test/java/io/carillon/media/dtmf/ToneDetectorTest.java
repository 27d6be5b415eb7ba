package io.carillon.media.dtmf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys by their tones: levels, twist, pitch, noise and the timing of ITU-T Q.24. */
class ToneDetectorTest {

  static Stream<Character> keys() {
    return KeyTone.KEYS.chars().mapToObj(c -> (char) c);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void hearsEveryKeyOnceAtEveryLevelAndTwist(char key) {
    for (double level : new double[] {-2, -6, -12, -25, -27}) {
      for (double twist : new double[] {4, 2, 0, -4, -8}) { // high above low
        double low = twist > 0 ? level - twist : level;
        double high = twist > 0 ? level : level + twist;
        KeyTone tone = new KeyTone().levels(low, high).pause(33).key(key, 50).pause(50);
        assertThat(KeyTone.heard(tone.pcm()))
            .as("%s dBm0, twist %s", level, twist)
            .isEqualTo(String.valueOf(key));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void hearsThemOffPitchAndInNoise(char key) {
    for (double pitch : new double[] {-0.015, 0, 0.015}) {
      for (int seed = 0; seed < 20; seed++) {
        KeyTone tone = new KeyTone().pitch(pitch).pause(20 + seed).key(key, 50).pause(60);
        assertThat(KeyTone.heard(tone.noise(-25, seed).pcm()))
            .as("pitch %s, noise %s", pitch, seed)
            .isEqualTo(String.valueOf(key));
      }
    }
  }

  @Property(tries = 2000)
  void hearsKeysOf40MillisApartBy40MillisWhereverTheyBegin(
      @ForAll @IntRange(max = 15) int first,
      @ForAll @IntRange(max = 15) int second,
      @ForAll @IntRange(max = 400) int begin,
      @ForAll @IntRange(min = 40, max = 300) int millis,
      @ForAll @IntRange(min = 40, max = 300) int pause,
      @ForAll @IntRange(min = -15, max = 15) int pitchPerMille,
      @ForAll @IntRange(min = -4, max = 8) int lowAboveHigh) {
    char one = KeyTone.KEYS.charAt(first);
    char two = KeyTone.KEYS.charAt(second);
    KeyTone tone =
        new KeyTone()
            .levels(-10 + lowAboveHigh / 2.0, -10 - lowAboveHigh / 2.0)
            .pitch(pitchPerMille / 1000.0)
            .pause(begin / 8.0)
            .key(one, millis)
            .pause(pause)
            .key(two, millis)
            .pause(60);
    assertThat(KeyTone.heard(tone.pcm())).isEqualTo("" + one + two);
  }

  @Property(tries = 1000)
  void doesNotHearTonesOf23MillisWhereverTheyBegin(
      @ForAll @IntRange(max = 15) int key,
      @ForAll @IntRange(max = 400) int begin,
      @ForAll @IntRange(min = 1, max = 23) int millis) {
    KeyTone tone = new KeyTone().pause(begin / 8.0).key(KeyTone.KEYS.charAt(key), millis).pause(60);
    assertThat(KeyTone.heard(tone.pcm())).isEmpty();
  }

  @Property(tries = 1000)
  void anInterruptionOf10MillisIsNoPause(
      @ForAll @IntRange(max = 15) int key,
      @ForAll @IntRange(max = 400) int begin,
      @ForAll @IntRange(min = 1, max = 10) int gap) {
    char digit = KeyTone.KEYS.charAt(key);
    KeyTone tone =
        new KeyTone().pause(begin / 8.0).key(digit, 60).pause(gap).key(digit, 60).pause(60);
    assertThat(KeyTone.heard(tone.pcm())).isEqualTo(String.valueOf(digit));
  }

  @ParameterizedTest
  @CsvSource({"-9, -40", "-40, -7", "-9, 0", "2, -12"})
  void twoTonesOutOfBalanceAreNoKey(double low, double high) {
    KeyTone tone = new KeyTone().levels(low, high).key('5', 200).pause(60);
    assertThat(KeyTone.heard(tone.pcm())).isEmpty();
  }

  @Test
  void whatIsTooQuietIsNoKey() {
    KeyTone tone = new KeyTone().levels(-42, -42).key('5', 200).pause(60);
    assertThat(KeyTone.heard(tone.pcm())).isEmpty();
  }

  /** Dial tone, ringing and busy tones of some countries are two or one sines. */
  @ParameterizedTest
  @CsvSource({"350,440", "440,480", "480,620", "425,425", "1100,1100", "2100,2100", "697,770"})
  void tonesOfTheNetworkAreNoKeys(int first, int second) {
    short[] pcm = new short[8000];
    for (int i = 0; i < pcm.length; i++) {
      double t = 2 * Math.PI * i / 8000;
      pcm[i] = (short) (6000 * Math.sin(first * t) + 6000 * Math.sin(second * t));
    }
    assertThat(KeyTone.heard(pcm)).isEmpty();
  }

  @Test
  void aThirdToneOrAHarmonicSpoilsAKey() {
    short[] key = new KeyTone().key('1', 200).pcm();
    for (int hertz : new int[] {2418, 1394, 300, 2000}) {
      short[] pcm = key.clone();
      for (int i = 0; i < pcm.length; i++) {
        pcm[i] += (short) (11000 * Math.sin(2 * Math.PI * hertz * i / 8000));
      }
      assertThat(KeyTone.heard(pcm)).as("%s Hz", hertz).isEmpty();
    }
  }

  @Property(tries = 200)
  void packetsOfAnyLengthGiveTheSame(@ForAll @IntRange(min = 1, max = 480) int packet) {
    KeyTone tone = new KeyTone().pause(7);
    for (char key : KeyTone.KEYS.toCharArray()) {
      tone.key(key, 45).pause(45);
    }
    assertThat(KeyTone.heard(new ToneDetector(), tone.pcm(), packet)).isEqualTo(KeyTone.KEYS);
  }

  @Test
  void soundsWhileTheTonesAreThereAndHoldsWhileTheyStay() {
    ToneDetector detector = new ToneDetector();
    short[] tone = new KeyTone().key('7', 100).pause(100).pcm();
    for (int packet = 0; packet < 10; packet++) {
      detector.heard(tone, packet * 160, 160);
      if (packet != 5) { // the end of the tone is in the last window before it
        assertThat(detector.sounding()).as("packet %s", packet).isEqualTo(packet < 5);
      }
    }
    assertThat(detector.held()).isEqualTo(ToneDetector.NONE);
  }

  @Test
  void makesTheKeysItHears() {
    ToneGenerator generator = new ToneGenerator();
    for (char key : KeyTone.KEYS.toCharArray()) {
      ToneDetector detector = new ToneDetector();
      short[] frame = new short[160];
      StringBuilder heard = new StringBuilder();
      generator.start(key);
      int frames = 0;
      while (generator.sounding()) {
        generator.next(frame, 0, 160);
        heard.append(KeyTone.heard(detector, frame, 160));
        frames++;
      }
      assertThat(heard).hasToString(String.valueOf(key));
      assertThat(frames).isEqualTo(8);
    }
  }

  /** A click would be heard outside of the two tones. */
  @Test
  void makesThemWithoutAClickAtTheLevelsOfTelephones() {
    ToneGenerator generator = new ToneGenerator();
    generator.start('5');
    short[] pcm = new short[1280];
    generator.next(pcm, 0, pcm.length);
    int steepest = 0;
    for (int i = 1; i < 32; i++) {
      steepest = Math.max(steepest, Math.abs(pcm[i] - pcm[i - 1]));
    }
    assertThat(Math.abs(pcm[0])).isLessThan(10);
    assertThat(Math.abs(pcm[1])).isLessThan(100);
    assertThat(Math.abs(pcm[798])).isLessThan(100);
    for (int i = 800; i < 1280; i++) {
      assertThat(pcm[i]).isZero();
    }
    double square = 0;
    for (int i = 100; i < 700; i++) {
      square += (double) pcm[i] * pcm[i] / 600;
    }
    double dbm0 = 10 * Math.log10(2 * square / 32767 / 32767) + 3.17;
    assertThat(dbm0).isBetween(-5.4, -4.4); // -9 and -7 together have -4.9
  }
}
