package io.carillon.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EModelTest {

  @Test
  void withAllDefaultsTheRatingIsTheOneG107States() {
    double r = EModel.rating(0, 0, 0);

    assertThat(r).isCloseTo(93.2, within(0.05));
    assertThat(EModel.unboundedMos(r)).isCloseTo(4.41, within(0.005));
    assertThat(EModel.mos(r)).isEqualTo(4.4);
  }

  @ParameterizedTest(name = "R {0} is MOS {1}")
  @CsvSource({"90,4.34", "80,4.03", "70,3.60", "60,3.10", "50,2.58", "0,1", "-5,1", "100,4.5"})
  void ratingsMapToTheScoresOfG107AnnexB(double rating, double mos) {
    assertThat(EModel.unboundedMos(rating)).isCloseTo(mos, within(0.01));
  }

  // G.113 Appendix I, G.711 with concealment under random loss: measured 5, 7, 10 and 15.
  @ParameterizedTest(name = "{0} % loss costs about {1}")
  @CsvSource({"1,5", "2,7", "3,10", "5,15"})
  void lossCostsWhatG113MeasuredForConcealedG711(double loss, double impairment) {
    CodecImpairment codec = CodecImpairment.G711_CONCEALED;

    assertThat(EModel.effectiveImpairment(codec.ie(), codec.bpl(), loss, 1))
        .isCloseTo(impairment, within(1.5));
  }

  // The values of equation 7-29 itself: Ie + (95 - Ie) Ppl / (Ppl / BurstR + Bpl).
  @ParameterizedTest
  @CsvSource({
    "0, 25.1, 1, 1, 3.640",
    "0, 4.3, 1, 1, 17.925",
    "0, 4.3, 5, 1, 51.075",
    "11, 19, 2, 1, 19.0",
    "0, 25.1, 4, 2, 14.022"
  })
  void effectiveImpairmentFollowsTheEquation(
      double ie, double bpl, double loss, double burst, double expected) {
    assertThat(EModel.effectiveImpairment(ie, bpl, loss, burst)).isCloseTo(expected, within(0.001));
  }

  @ParameterizedTest(name = "delay {0} ms costs {1}")
  @CsvSource({"0,0", "100,0", "200,3.04", "400,24.07"})
  void absoluteDelayCostsNothingUpToHundredMillis(double delay, double impairment) {
    assertThat(EModel.absoluteDelay(delay)).isCloseTo(impairment, within(0.05));
  }

  // Cole and Rosenbluth's line through G.107's curve: 0.024 d + 0.11 (d - 177.3) H(d - 177.3).
  @ParameterizedTest
  @CsvSource({"50", "100", "150", "200", "300", "400"})
  void delayImpairmentLiesNearItsPublishedApproximation(double delay) {
    double line = 0.024 * delay + 0.11 * Math.max(0, delay - 177.3);

    assertThat(EModel.rating(0, 0, 0) - EModel.rating(delay, 0, 0)).isCloseTo(line, within(3.5));
  }

  // G.711 with concealment, defaults otherwise; the equations of G.107 worked out once more apart.
  @ParameterizedTest(name = "{0} % loss and {1} ms one way are R {2} and MOS {3}")
  @CsvSource({
    "0,   20, 92.531, 4.396",
    "0,  150, 89.539, 4.328",
    "0,  300, 72.666, 3.719",
    "1,   20, 88.891, 4.311",
    "1,  150, 85.899, 4.226",
    "3,   50, 81.614, 4.084",
    "5,   50, 75.975, 3.863",
    "5,  200, 70.024, 3.598",
    "10,  50, 64.691, 3.339",
    "20, 100, 48.535, 2.498",
    "30, 400, 10.523, 1.042"
  })
  void lossAndDelayAreScoredAsTheModelSays(double loss, double delay, double r, double mos) {
    double rating = EModel.rating(delay, CodecImpairment.G711_CONCEALED, loss, 1);

    assertThat(rating).isCloseTo(r, within(0.01));
    assertThat(EModel.mos(rating)).isCloseTo(mos, within(0.001));
  }

  @Property
  void moreLossOrDelayNeverSoundsBetter(
      @ForAll @DoubleRange(min = 0, max = 100) double loss,
      @ForAll @DoubleRange(min = 0, max = 2000) double delay,
      @ForAll @DoubleRange(min = 1, max = 8) double burst) {
    CodecImpairment codec = CodecImpairment.G711_PLAIN;
    double here = EModel.mos(EModel.rating(delay, codec, loss, burst));

    assertThat(here).isBetween(1.0, 4.4);
    assertThat(EModel.mos(EModel.rating(delay, codec, Math.min(100, loss + 1), burst)))
        .isLessThanOrEqualTo(here + 1e-9);
    assertThat(EModel.mos(EModel.rating(delay + 20, codec, loss, burst)))
        .isLessThanOrEqualTo(here + 0.02);
  }

  @ParameterizedTest
  @EnumSource(CodecImpairment.class)
  void everyCodecIsToleratedWithoutLoss(CodecImpairment codec) {
    assertThat(EModel.mos(EModel.rating(codec.delayMillis(), codec, 0, 1))).isGreaterThan(4.3);
  }

  @Test
  void codecsAreFoundByTheirSdpNamesInAnyCase() {
    assertThat(CodecImpairment.byEncodingName("opus")).contains(CodecImpairment.OPUS);
    assertThat(CodecImpairment.byEncodingName("pcma")).contains(CodecImpairment.G711_CONCEALED);
    assertThat(CodecImpairment.byEncodingName("G722")).contains(CodecImpairment.G722_CONCEALED);
    assertThat(CodecImpairment.byEncodingName("")).isEmpty();
  }
}
