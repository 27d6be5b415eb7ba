package io.carillon.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.IcePlan;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IceLiteTest {
  private static final String PASSWORD = "ourPasswordOfManyBytes";
  private static final String USERNAME = "ours:theirs";
  private static final IcePlan PLAN =
      new IcePlan("ours", PASSWORD, "theirs", "theirPasswordOfManyBytes");
  private static final InetSocketAddress HOME = new InetSocketAddress("192.0.2.7", 4000);
  private static final InetSocketAddress VPN = new InetSocketAddress("192.0.2.8", 4001);

  private final IceLite ice = new IceLite(PLAN);
  private long now = 1;

  @Test
  void tellsWhereACheckCameFrom() {
    int length = receive(check().bytes(), new InetSocketAddress("192.0.2.1", 32853));

    assertThat(ice.answer()[0]).isEqualTo((byte) 1);
    assertThat(ice.answer()[1]).isEqualTo((byte) 1);
    // RFC 5769 2.2 has the same address, port and cookie.
    assertThat(Checks.value(ice.answer(), length, 0x0020))
        .containsExactly(0, 1, 0xA1, 0x47, 0xE1, 0x12, 0xA6, 0x43);
    assertThat(isAuthentic(length)).isTrue();
  }

  @Test
  void tellsAnIpv6AddressToo() {
    int length = receive(check().bytes(), new InetSocketAddress("2001:db8::7", 5000));

    byte[] mapped = Checks.value(ice.answer(), length, 0x0020);
    assertThat(mapped).hasSize(20);
    assertThat(mapped[1]).isEqualTo((byte) 2);
    assertThat(mapped[4] ^ 0x21).isEqualTo(0x20);
  }

  /** Read again with the reader of requests, which checks the fingerprint, and the integrity. */
  private boolean isAuthentic(int length) {
    StunReader reader = new StunReader();
    return reader.read(ice.answer(), 0, length)
        && new StunIntegrity(PASSWORD).fits(ice.answer(), 0, reader.integrityAt());
  }

  @Test
  void aCheckMakesAnAddressKnownAndANominationChoosesIt() {
    receive(check().priority(100).bytes(), HOME);
    assertThat(ice.knows(HOME)).isTrue();
    assertThat(ice.knows(VPN)).isFalse();
    assertThat(ice.selected()).isNull();

    receive(check().priority(100).nominating().bytes(), HOME);
    assertThat(ice.selected()).isEqualTo(HOME);
  }

  @Test
  void ofSeveralNominationsTheHighestPriorityWins() {
    receive(check().priority(100).nominating().bytes(), HOME);
    receive(check().priority(50).nominating().bytes(), VPN);
    assertThat(ice.selected()).isEqualTo(HOME);

    receive(check().priority(-1).nominating().bytes(), VPN); // as unsigned the highest
    assertThat(ice.selected()).isEqualTo(VPN);
  }

  @Test
  void aPathNobodyChecksAnyMoreIsGivenUpForALesserOne() {
    receive(check().priority(100).nominating().bytes(), HOME);
    pass(6);
    receive(check().priority(50).nominating().bytes(), VPN);

    assertThat(ice.selected()).isEqualTo(VPN);
  }

  @Test
  void whoTakesHimselfForControlledIsTold() {
    int length = receive(check().controlled().bytes(), HOME);

    assertThat(ice.answer()[0]).isEqualTo((byte) 1);
    assertThat(ice.answer()[1]).isEqualTo((byte) 0x11);
    assertThat(Arrays.copyOf(Checks.value(ice.answer(), length, 0x0009), 4))
        .containsExactly(0, 0, 4, 87);
    assertThat(isAuthentic(length)).isTrue();
    assertThat(ice.knows(HOME)).isFalse();
  }

  @Test
  void whatMustBeUnderstoodAndIsNotIsSaid() {
    int length = receive(check().attribute(0x0077, new byte[4]).bytes(), HOME);

    assertThat(Arrays.copyOf(Checks.value(ice.answer(), length, 0x0009), 4))
        .containsExactly(0, 0, 4, 20);
    assertThat(Checks.value(ice.answer(), length, 0x000A)).containsExactly(0, 0x77);
  }

  @Test
  void whatNeedNotBeUnderstoodIsPassedOver() {
    assertThat(receive(check().attribute(0xC057, new byte[4]).bytes(), HOME)).isPositive();
  }

  @Test
  void readsTheSampleRequestOfRfc5769() {
    byte[] sample =
        HexFormat.of()
            .parseHex(
                "000100582112a442b7e7a701bc34d686fa87dfae"
                    + "802200105354554e207465737420636c69656e74"
                    + "002400046e0001ff80290008932ff9b151263b36"
                    + "000600096576746a3a68367659202020"
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                    + "80280004e57a3bcf");
    IceLite sampled = new IceLite(new IcePlan("evtj", "VOkJxbRl1RmTxUk/WvJxBt", "h6vY", PASSWORD));

    // Its sender takes itself for the controlled agent.
    assertThat(sampled.received(sample, 0, sample.length, HOME, now)).isPositive();
    assertThat(sampled.answer()[1]).isEqualTo((byte) 0x11);
  }

  @Test
  void strangersGetNoAnswer() {
    assertThat(receive(new Checks("ours:other", PASSWORD).bytes(), HOME)).isZero();
    assertThat(receive(new Checks(USERNAME, "wrongPasswordOfManyBytes").bytes(), HOME)).isZero();
    assertThat(receive(check().type(0x0011).bytes(), HOME)).isZero();
    assertThat(receive(check().type(0x0101).bytes(), HOME)).isZero();
    assertThat(ice.knows(HOME)).isFalse();
  }

  @Test
  void noByteOfACheckMayBeChanged() {
    byte[] check = check().priority(1).nominating().bytes();
    for (int i = 0; i < check.length; i++) {
      byte[] changed = check.clone();
      changed[i] ^= 1;
      assertThat(receive(changed, HOME)).as("byte %s", i).isZero();
    }
    assertThat(ice.knows(HOME)).isFalse();
  }

  @Test
  void onlySoManyAddressesAreRememberedAndTheChosenOneStays() {
    receive(check().priority(100).nominating().bytes(), HOME);
    for (int i = 0; i < 3 * IceLite.MAX_VALID; i++) {
      receive(check().bytes(), new InetSocketAddress("192.0.2.9", 5000 + i));
    }

    assertThat(ice.knows(HOME)).isTrue();
    assertThat(ice.knows(new InetSocketAddress("192.0.2.9", 5000))).isFalse();
  }

  @Test
  void consentEndsWhenTheChecksDo() {
    receive(check().nominating().bytes(), HOME);
    for (int i = 0; i < 4; i++) {
      pass(5);
      receive(check().bytes(), HOME);
    }
    pass(29);
    assertThat(ice.consentLost(now)).isFalse();
    pass(2);
    assertThat(ice.consentLost(now)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whoNeverAskedForConsentIsNotJudgedByIt(int secondsOfChecks) {
    receive(check().nominating().bytes(), HOME);
    pass(secondsOfChecks);
    receive(check().nominating().bytes(), HOME);
    pass(3600);

    assertThat(ice.consentLost(now)).isFalse();
  }

  private Checks check() {
    return new Checks(USERNAME, PASSWORD).controlling();
  }

  private void pass(int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  private int receive(byte[] message, InetSocketAddress source) {
    byte[] buf = new byte[message.length + 10];
    System.arraycopy(message, 0, buf, 5, message.length);
    byte[] before = buf.clone();
    int length = ice.received(buf, 5, message.length, source, now);
    assertThat(buf).isEqualTo(before);
    return length;
  }
}
