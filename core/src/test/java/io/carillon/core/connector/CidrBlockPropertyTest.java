package io.carillon.core.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Address ranges against arithmetic on whole numbers. */
class CidrBlockPropertyTest {

  @Property(tries = 500)
  void anIpv4RangeHoldsWhatSharesItsPrefix(
      @ForAll @Size(4) byte[] network,
      @ForAll @Size(4) byte[] other,
      @ForAll @IntRange(max = 32) int bits)
      throws UnknownHostException {
    check(network, other, bits);
  }

  @Property(tries = 500)
  void anIpv6RangeHoldsWhatSharesItsPrefix(
      @ForAll @Size(16) byte[] network,
      @ForAll @Size(16) byte[] other,
      @ForAll @IntRange(max = 128) int bits)
      throws UnknownHostException {
    network[0] = 0x20; // not the IPv4-mapped ones
    other[0] = 0x20;
    check(network, other, bits);
  }

  private static void check(byte[] network, byte[] other, int bits) throws UnknownHostException {
    int behind = network.length * 8 - bits;
    BigInteger prefix = new BigInteger(1, network).shiftRight(behind);
    CidrBlock range = new CidrBlock(address(prefix.shiftLeft(behind), network.length), bits);

    assertThat(CidrBlock.parse(range.toString())).isEqualTo(range);
    assertThat(range.contains(InetAddress.getByAddress(network))).isTrue();
    assertThat(range.contains(InetAddress.getByAddress(other)))
        .isEqualTo(new BigInteger(1, other).shiftRight(behind).equals(prefix));
    BigInteger last = prefix.shiftLeft(behind).setBit(0);
    assertThat(range.contains(address(last, network.length)))
        .isEqualTo(last.shiftRight(behind).equals(prefix));
  }

  private static InetAddress address(BigInteger value, int length) throws UnknownHostException {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[length - 1 - i] = value.shiftRight(8 * i).byteValue();
    }
    return InetAddress.getByAddress(bytes);
  }

  @Property(tries = 1000)
  void anyTextIsReadOrRefusedInWords(@ForAll String text) {
    assertRefusedInWordsOrRead(text);
  }

  @FuzzTest
  void hostileText(FuzzedDataProvider data) {
    assertRefusedInWordsOrRead(data.consumeRemainingAsString());
  }

  private static void assertRefusedInWordsOrRead(String text) {
    Throwable refusal = catchThrowable(() -> CidrBlock.parse(text));
    if (refusal != null) {
      assertThat(refusal).isExactlyInstanceOf(IllegalArgumentException.class);
      assertThat(refusal.getMessage().length()).isLessThan(300);
    } else {
      CidrBlock range = CidrBlock.parse(text);
      assertThat(CidrBlock.parse(range.toString())).isEqualTo(range);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "192.0.2.0/24, ::ffff:192.0.2.9, true",
  })
  void examples(String range, String address, boolean inside) {
    assertThat(CidrBlock.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/24",
        "192.0.2.0/",
        "192.0.2.0/33",
        "192.0.2.0/024",
        "192.0.2.0/-1",
        "192.0.2/24",
        "010.0.0.0/8",
        "300.0.0.0/8",
        "2001:db8::/129",
        "::ffff:192.0.2.0/120",
        "fe80::1%eth0/64",
        "localhost",
        "localhost/8",
        "192.0.2.0/24/24",
        "[2001:db8::]/32"
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> CidrBlock.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed");
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.5/8, 10.0.0.0/8", "2001:db8::1/32, 2001:db8:0:0:0:0:0:0/32"})
  void bitsBehindThePrefixAreRefusedAndTheRangeMeantIsSaid(String text, String meant) {
    assertThatThrownBy(() -> CidrBlock.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(meant);
  }
}
