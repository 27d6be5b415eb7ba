package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatchTest {
  private static final int SSRC = 77;
  private static final long NOW = 1_000_000_000L;

  private final Latch latch = new Latch();

  @Test
  void believesTheSignalledAddressAtOnce() {
    latch.open(at("198.51.100.7", 4000), false);

    assertThat(latch.accepts(at("198.51.100.7", 4000), SSRC, 1, NOW)).isTrue();
    assertThat(latch.isLocked()).isTrue();
  }

  @Test
  void keepsStrangersOutWhenAPublicAddressWasSignalled() {
    latch.open(at("198.51.100.7", 4000), false);

    for (int i = 0; i < 100; i++) {
      assertThat(latch.mayBe(at("203.0.113.9", 4000), NOW)).isFalse();
    }
    assertThat(latch.target()).isEqualTo(at("198.51.100.7", 4000));
  }

  @Test
  void followsAPublicHostToAnotherPortAfterConsecutivePackets() {
    latch.open(at("198.51.100.7", 4000), false);
    InetSocketAddress other = at("198.51.100.7", 4444);

    for (int i = 1; i < Latch.CONSECUTIVE; i++) {
      assertThat(latch.accepts(other, SSRC, 0xFFFE + i & 0xFFFF, NOW)).isFalse();
    }
    assertThat(latch.accepts(other, SSRC, 0xFFFE + Latch.CONSECUTIVE & 0xFFFF, NOW)).isTrue();
    assertThat(latch.target()).isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.1.2.3", "192.168.1.4", "172.20.0.1", "100.64.3.2", "fd00::7", "fe80::1"})
  void learnsTheSourceBehindANatWhenAPrivateAddressWasSignalled(String signalled) {
    latch.open(at(signalled, 4000), false);
    InetSocketAddress nat = at("203.0.113.9", 61000);

    int sequence = 10;
    while (!latch.accepts(nat, SSRC, sequence, NOW)) {
      sequence++;
    }

    assertThat(sequence).isEqualTo(10 + Latch.CONSECUTIVE - 1);
    assertThat(latch.target()).isEqualTo(nat);
  }

  @Test
  void startsCountingAnewWhenTheStreamIsNotOne() {
    latch.open(at("10.1.2.3", 4000), false);
    InetSocketAddress nat = at("203.0.113.9", 61000);

    for (int i = 0; i < 100; i++) {
      assertThat(latch.accepts(nat, SSRC + i, i, NOW)).as("SSRC changes").isFalse();
      assertThat(latch.accepts(nat, SSRC, 7 * i, NOW)).as("numbers jump").isFalse();
      assertThat(latch.accepts(at("203.0.113.10", i), SSRC, i, NOW)).as("source changes").isFalse();
    }
  }

  @Test
  void believesAnAuthenticatedPacketFromAnywhere() {
    latch.open(at("198.51.100.7", 4000), true);
    InetSocketAddress elsewhere = at("203.0.113.9", 61000);

    assertThat(latch.mayBe(elsewhere, NOW)).isTrue();
    assertThat(latch.accepts(elsewhere, SSRC, 1, NOW)).isTrue();
    assertThat(latch.target()).isEqualTo(elsewhere);
  }

  @Test
  void holdsOnUntilTheNextOffer() {
    latch.open(at("10.1.2.3", 4000), true);
    latch.accepts(at("203.0.113.9", 61000), SSRC, 1, NOW);

    assertThat(latch.mayBe(at("203.0.113.9", 61001), NOW)).isFalse();
    assertThat(latch.accepts(at("10.1.2.3", 4000), SSRC, 2, NOW)).isFalse();

    latch.open(at("10.1.2.3", 4002), true);
    assertThat(latch.accepts(at("203.0.113.9", 61001), SSRC, 3, NOW)).isTrue();
  }

  @Test
  void aNewOfferOfTheSameAddressKeepsTheWayThatWasLearned() {
    latch.open(at("10.1.2.3", 4000), false);
    InetSocketAddress nat = at("203.0.113.9", 61000);
    for (int i = 1; i <= Latch.CONSECUTIVE; i++) {
      latch.accepts(nat, SSRC, i, NOW);
    }

    latch.open(at("10.1.2.3", 4000), false);

    assertThat(latch.target()).as("nothing is sent into the private network").isEqualTo(nat);
    assertThat(latch.accepts(nat, SSRC, 50, NOW)).as("known from before").isTrue();
  }

  @Test
  void aNewOfferLetsTheFarEndComeByAnotherPortOfItsNat() {
    latch.open(at("10.1.2.3", 4000), false);
    latch.accepts(at("10.1.2.3", 4000), SSRC, 1, NOW);
    latch.open(at("10.1.2.3", 4000), false);
    InetSocketAddress moved = at("203.0.113.9", 61001);

    for (int i = 1; i < Latch.CONSECUTIVE; i++) {
      assertThat(latch.accepts(moved, SSRC, i, NOW)).isFalse();
    }
    assertThat(latch.accepts(moved, SSRC, Latch.CONSECUTIVE, NOW)).isTrue();
    assertThat(latch.target()).isEqualTo(moved);
  }

  @Test
  void authenticatedPacketsMayMoveOnceTheSourceHasFallenSilent() {
    long later = NOW + (Latch.SILENT_MILLIS + 1) * 1_000_000L;
    InetSocketAddress moved = at("203.0.113.9", 61001);
    latch.open(at("10.1.2.3", 4000), true);
    latch.accepts(at("203.0.113.9", 61000), SSRC, 1, NOW);

    assertThat(latch.accepts(moved, SSRC, 2, NOW)).as("while it talks").isFalse();
    assertThat(latch.mayBe(moved, later)).isTrue();
    assertThat(latch.accepts(moved, SSRC, 3, later)).isTrue();
    assertThat(latch.target()).isEqualTo(moved);
  }

  @Test
  void plainPacketsMayNotMoveHoweverLongTheSourceIsSilent() {
    latch.open(at("10.1.2.3", 4000), false);
    latch.accepts(at("10.1.2.3", 4000), SSRC, 1, NOW);

    assertThat(latch.mayBe(at("203.0.113.9", 61001), NOW + 3_600_000_000_000L)).isFalse();
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }
}
