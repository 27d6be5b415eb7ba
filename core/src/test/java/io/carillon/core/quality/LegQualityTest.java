package io.carillon.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.core.call.DirectionQuality;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.quality.QualityMinute.Flow;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LegQualityTest {
  private final LegQuality leg = new LegQuality();

  @Test
  void aLegWithoutMediaHasCountersOfZeroAndNothingElse() {
    LegQuality.Interval interval = leg.next(MediaQuality.NONE);

    assertThat(interval.received()).isEqualTo(new Flow(0L, 0L, 0L, 0L, null, null, null));
    assertThat(interval.score()).isEqualTo(QualityMinute.Score.UNKNOWN);
  }

  @Test
  void aCleanMinuteOfPcmuScoresHighestAndItsMeansAreIntegerMicroseconds() {
    LegQuality.Interval interval =
        leg.next(quality(direction(3000, 3000, 0, 7_001, 2), direction(0, 0, 0, 0, 0), 90_001, 2));

    assertThat(interval.received()).isEqualTo(new Flow(3000L, 516_000L, 12L, 1200L, 0L, 0L, 3501L));
    assertThat(interval.score().rttMicros()).isEqualTo(45_001);
    assertThat(interval.score().mos()).isEqualTo(4.4, within(0.05));
  }

  @Test
  void theScoreIsOfTheIntervalsOwnLossWhileTheRecordRepeatsTheRunningTotal() {
    LegQuality.Interval bad =
        leg.next(quality(direction(2700, 3000, 300, 0, 0), DirectionQuality.NONE, 0, 0));
    LegQuality.Interval good =
        leg.next(quality(direction(5700, 6000, 300, 0, 0), DirectionQuality.NONE, 0, 0));

    assertThat(bad.received().packetsLostInCall()).isEqualTo(300);
    assertThat(bad.score().mos()).isLessThan(3.6);
    assertThat(good.received().packetsLost()).isZero();
    assertThat(good.received().packetsLostInCall()).isEqualTo(300);
    assertThat(good.score().mos()).isGreaterThan(4.3);
  }

  @Test
  void oneJitterSpikeDoesNotSpoilTheScore() {
    leg.next(quality(direction(3000, 3000, 0, 2_000, 1), DirectionQuality.NONE, 0, 0));

    LegQuality.Interval spike =
        leg.next(quality(direction(6000, 6000, 0, 202_000, 2), DirectionQuality.NONE, 0, 0));

    assertThat(spike.received().jitterMicros()).isEqualTo(200_000);
    assertThat(spike.score().mos()).isGreaterThan(4.2);
  }

  @Test
  void theRoundTripOnceKnownCountsInLaterIntervalsButIsNotReportedAgain() {
    leg.next(quality(direction(3000, 3000, 0, 0, 0), DirectionQuality.NONE, 800_000, 1));

    LegQuality.Interval later =
        leg.next(quality(direction(6000, 6000, 0, 0, 0), DirectionQuality.NONE, 800_000, 1));

    assertThat(later.score().rttMicros()).isNull();
    assertThat(later.score().mos()).isLessThan(3.7);
  }

  @Test
  void packetsTooLateToBePlayedCountAsLostForTheScoreOnly() {
    MediaQuality late =
        new MediaQuality(
            direction(3000, 3000, 0, 0, 0),
            DirectionQuality.NONE,
            0,
            0,
            150,
            0,
            0,
            0,
            0,
            1,
            "PCMA");

    LegQuality.Interval interval = leg.next(late);

    assertThat(interval.received().packetsLost()).isZero();
    assertThat(interval.score().mos()).isLessThan(4.1);
  }

  @Test
  void whatTheFarEndReportsIsAveragedIn() {
    LegQuality.Interval interval =
        leg.next(quality(direction(3000, 3000, 0, 0, 0), direction(3000, 3000, 600, 0, 0), 0, 0));

    double clean = EModel.mos(EModel.rating(20, CodecImpairment.G711_CONCEALED, 0, 1));
    double lossy = EModel.mos(EModel.rating(20, CodecImpairment.G711_CONCEALED, 20, 1));
    assertThat(interval.score().mos()).isCloseTo((clean + lossy) / 2, within(0.006));
  }

  @Test
  void anUnknownCodecHasNoScore() {
    MediaQuality unknown =
        new MediaQuality(
            direction(10, 10, 0, 0, 0), DirectionQuality.NONE, 0, 0, 0, 0, 0, 0, 0, 1, "speex");

    assertThat(leg.next(unknown).score().mos()).isNull();
  }

  @Property
  void nothingTheMediaPlaneSaysMakesNaNOrLeavesTheBounds(
      @ForAll @LongRange(min = -10, max = 100_000) long packets,
      @ForAll @LongRange(min = -10, max = 100_000) long expected,
      @ForAll @LongRange(min = -10, max = 100_000) long lost,
      @ForAll @LongRange(min = -10, max = Long.MAX_VALUE / 2) long jitter,
      @ForAll @LongRange(min = -1, max = 3) long samples,
      @ForAll double burst,
      @ForAll double delay) {
    DirectionQuality direction =
        new DirectionQuality(packets, 1, 1, 1, expected, lost, samples, jitter, samples);
    MediaQuality media =
        new MediaQuality(
            direction, direction, jitter, samples, lost, 0, 0, 0, delay, burst, "opus");

    for (int i = 0; i < 2; i++) {
      LegQuality.Interval interval = leg.next(media);
      if (interval.score().mos() != null) {
        assertThat(interval.score().mos()).isBetween(1.0, 4.4);
      }
      assertThat(interval.received().rtpPackets()).isNotNegative();
      media = MediaQuality.NONE; // totals that went back
    }
  }

  private static MediaQuality quality(
      DirectionQuality received, DirectionQuality sent, long rttSum, long rttSamples) {
    return new MediaQuality(received, sent, rttSum, rttSamples, 0, 0, 0, 0, 0, 1, "PCMU");
  }

  private static DirectionQuality direction(
      long packets, long expected, long lost, long jitterSum, long jitterSamples) {
    return new DirectionQuality(
        packets,
        packets * 172,
        packets / 250,
        packets / 250 * 100,
        expected,
        lost,
        expected == 0 ? 0 : 1,
        jitterSum,
        jitterSamples);
  }
}
