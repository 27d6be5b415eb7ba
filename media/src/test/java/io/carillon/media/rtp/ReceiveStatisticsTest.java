package io.carillon.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.rtp.ReceiveStatistics.Outcome;
import org.junit.jupiter.api.Test;

class ReceiveStatisticsTest {
  private static final int SSRC = 0x1234;

  private final ReceiveStatistics statistics =
      new ReceiveStatistics(8000, ReceiveStatistics.MIN_SEQUENTIAL);
  private long now;

  private Outcome packet(int ssrc, int sequence) {
    now += 20_000_000;
    return statistics.received(ssrc, sequence & 0xFFFF, sequence * 160, 172, now);
  }

  @Test
  void aSourceIsBelievedAfterTwoPacketsInSequence() {
    assertThat(packet(SSRC, 10)).isEqualTo(Outcome.PROBATION);
    assertThat(packet(SSRC, 12)).isEqualTo(Outcome.PROBATION);
    assertThat(statistics.hasSource()).isFalse();
    assertThat(packet(SSRC, 13)).isEqualTo(Outcome.NEW_SOURCE);
    assertThat(statistics.packets()).isEqualTo(1);
    assertThat(statistics.expected()).isEqualTo(1);
    assertThat(statistics.lost()).isZero();
  }

  @Test
  void anAuthenticatedSourceIsBelievedAtOnce() {
    ReceiveStatistics authenticated = new ReceiveStatistics(8000, 1);

    assertThat(authenticated.received(SSRC, 9, 0, 172, 0)).isEqualTo(Outcome.NEW_SOURCE);
  }

  @Test
  void countsLossOverTheWrap() {
    packet(SSRC, 65530);
    for (int sequence = 65531; sequence < 65536 + 100; sequence++) {
      if (sequence % 10 != 0) {
        packet(SSRC, sequence);
      }
    }

    assertThat(statistics.expected()).isEqualTo(105);
    assertThat(statistics.lost()).isEqualTo(10); // 65540, 65550 ... 65630
    assertThat(statistics.extendedHighestSequence()).isEqualTo(65536 + 99);
    assertThat(statistics.cumulativeLost()).isEqualTo(10);
  }

  @Test
  void lateAndDuplicatePacketsAreNoRestart() {
    packet(SSRC, 100);
    packet(SSRC, 101);
    packet(SSRC, 103);
    assertThat(packet(SSRC, 102)).isEqualTo(Outcome.VALID);
    assertThat(packet(SSRC, 102)).isEqualTo(Outcome.VALID);

    assertThat(statistics.packets()).isEqualTo(4);
    assertThat(statistics.expected()).isEqualTo(3);
    assertThat(statistics.cumulativeLost()).as("below 0 by a duplicate").isEqualTo(-1);
    assertThat(statistics.lost()).isZero();
  }

  @Test
  void aJumpCountsOnlyWhenTheNextPacketConfirmsIt() {
    packet(SSRC, 1);
    packet(SSRC, 2);
    assertThat(packet(SSRC, 40000)).isEqualTo(Outcome.JUMP);
    assertThat(packet(SSRC, 3)).isEqualTo(Outcome.VALID);
    assertThat(packet(SSRC, 30000)).isEqualTo(Outcome.JUMP);
    assertThat(packet(SSRC, 30001)).isEqualTo(Outcome.RESTARTED);

    assertThat(statistics.lost()).isZero();
    assertThat(statistics.expected()).isEqualTo(3);
    assertThat(statistics.packets()).isEqualTo(3);
  }

  @Test
  void totalsRunOnOverANewSource() {
    packet(SSRC, 1);
    packet(SSRC, 2);
    packet(SSRC, 4); // one lost
    assertThat(packet(99, 500)).isEqualTo(Outcome.PROBATION);
    assertThat(statistics.ssrc()).as("one stray packet changes nothing").isEqualTo(SSRC);
    packet(SSRC, 5);
    packet(99, 500);
    assertThat(packet(99, 501)).isEqualTo(Outcome.NEW_SOURCE);
    packet(99, 503); // one lost

    assertThat(statistics.ssrc()).isEqualTo(99);
    assertThat(statistics.lost()).isEqualTo(2);
    assertThat(statistics.expected()).isEqualTo(4 + 3);
    assertThat(statistics.cumulativeLost()).as("of the new source").isEqualTo(1);
  }

  @Test
  void fractionLostIsOfTheIntervalSinceTheLastReport() {
    packet(SSRC, 0);
    packet(SSRC, 1);
    packet(SSRC, 2);
    packet(SSRC, 4); // expected 4 since 1, lost 1

    assertThat(statistics.takeFractionLost()).isEqualTo(256 / 4);
    packet(SSRC, 5);
    assertThat(statistics.takeFractionLost()).isZero();
    assertThat(statistics.takeFractionLost()).as("nothing came").isZero();
  }

  @Test
  void jitterFollowsTheFormula() {
    // Spacing alternates by 16 ms around 20 ms: |D| is 16 ms for every packet.
    packet(SSRC, 0);
    long arrival = now;
    for (int i = 1; i <= 400; i++) {
      arrival += 20_000_000 + (i % 2 == 0 ? -16_000_000 : 16_000_000);
      statistics.received(SSRC, i, i * 160, 172, arrival);
    }

    assertThat(statistics.jitter().micros()).isBetween(15_900L, 16_000L);
    assertThat(statistics.jitter().ticks()).isBetween(127, 128);
    assertThat(statistics.jitter().samples()).isEqualTo(399);
  }

  @Test
  void jitterAfterOnePacketLateIsASixteenth() {
    packet(SSRC, 0);
    packet(SSRC, 1);
    now += 8_000_000;
    packet(SSRC, 2);

    assertThat(statistics.jitter().micros()).isEqualTo(500);
    assertThat(statistics.jitter().sumMicros()).isEqualTo(500);
    assertThat(statistics.jitter().samples()).isEqualTo(1);
  }

  @Test
  void repeatedTimestampsAndLeapsAreNoJitter() {
    packet(SSRC, 0);
    packet(SSRC, 1);
    statistics.received(SSRC, 2, 160, 172, now + 20_000_000); // an event's second packet
    statistics.received(SSRC, 3, 0x4000_0000, 172, now + 40_000_000); // another time line
    statistics.received(SSRC, 4, 0x4000_0000 + 160, 172, now + 60_000_000);

    assertThat(statistics.jitter().micros()).isZero();
    assertThat(statistics.jitter().samples()).isEqualTo(1);
  }

  @Test
  void anotherClockRateKeepsTheMeaning() {
    statistics.clockRate(48000);
    statistics.received(SSRC, 0, 0, 172, 0);
    statistics.received(SSRC, 1, 960, 172, 20_000_000);
    statistics.received(SSRC, 2, 1920, 172, 48_000_000);

    assertThat(statistics.jitter().micros()).isEqualTo(500);
    assertThat(statistics.jitter().ticks()).isEqualTo(24);
  }
}
