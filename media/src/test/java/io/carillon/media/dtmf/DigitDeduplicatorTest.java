package io.carillon.media.dtmf;

import static io.carillon.media.dtmf.DigitDeduplicator.Way.RTP;
import static io.carillon.media.dtmf.DigitDeduplicator.Way.SIGNALLING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Digits that come two ways")
class DigitDeduplicatorTest {
  private static final long MS = 1_000_000;
  private final DigitDeduplicator digits = new DigitDeduplicator();

  @Test
  void theSameDigitByTheOtherWayWithin500MillisIsOne() {
    assertThat(digits.counts('1', RTP, 0)).isTrue();
    assertThat(digits.counts('1', SIGNALLING, 500 * MS)).isFalse();

    assertThat(digits.counts('2', SIGNALLING, 600 * MS)).isTrue();
    assertThat(digits.counts('2', RTP, 700 * MS)).isFalse();
  }

  @Test
  void after500MillisItIsAnother() {
    assertThat(digits.counts('1', RTP, 0)).isTrue();
    assertThat(digits.counts('1', SIGNALLING, 501 * MS)).isTrue();
  }

  @Test
  void theSameDigitTwiceByTheSameWayIsTwo() {
    assertThat(digits.counts('1', RTP, 0)).isTrue();
    assertThat(digits.counts('1', RTP, 100 * MS)).isTrue();
  }

  @Test
  void twoPressesByBothWaysAreTwo() {
    assertThat(digits.counts('1', RTP, 0)).isTrue();
    assertThat(digits.counts('1', RTP, 200 * MS)).isTrue();
    assertThat(digits.counts('1', SIGNALLING, 210 * MS)).isFalse();
    assertThat(digits.counts('1', SIGNALLING, 400 * MS)).isFalse();
    assertThat(digits.counts('1', SIGNALLING, 450 * MS)).isTrue();
  }

  @Test
  void anotherDigitInBetweenDoesNotHide() {
    assertThat(digits.counts('1', RTP, 0)).isTrue();
    assertThat(digits.counts('2', RTP, 100 * MS)).isTrue();
    assertThat(digits.counts('1', SIGNALLING, 150 * MS)).isFalse();
    assertThat(digits.counts('2', SIGNALLING, 160 * MS)).isFalse();
  }

  @Test
  void aKeyHeldForLongIsMatchedByItsRelease() {
    assertThat(digits.counts('1', RTP, 0)).isTrue();
    digits.held('1', RTP, 2000 * MS);

    assertThat(digits.counts('1', SIGNALLING, 2100 * MS)).isFalse();
  }
}
