package io.carillon.core.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.connector.CidrBlock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The index finds what asking each range would find. */
class CidrIndexPropertyTest {

  @Property(tries = 500)
  void itAgreesWithAskingEachRange(
      @ForAll("ranges") List<CidrBlock> ranges, @ForAll("addresses") InetAddress address) {
    CidrIndex<Integer> index = new CidrIndex<>();
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      index.add(ranges.get(i), i);
      if (ranges.get(i).contains(address)) {
        expected.add(i);
      }
    }
    List<Integer> found = index.find(address);
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(found.stream().map(i -> -ranges.get(i).prefixBits())).isSorted();
  }

  @Provide
  Arbitrary<List<CidrBlock>> ranges() {
    return Combinators.combine(addresses(), Arbitraries.integers().between(0, 128))
        .as(CidrIndexPropertyTest::range)
        .list()
        .ofMaxSize(40);
  }

  private static CidrBlock range(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    int bits = Math.min(prefix, bytes.length * 8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] &= (byte) (0xff00 >> Math.clamp(bits - 8L * i, 0, 8));
    }
    return new CidrBlock(address(bytes), bits);
  }

  /** Few different bytes, so that ranges are hit. */
  @Provide
  Arbitrary<InetAddress> addresses() {
    Arbitrary<Byte> bytes = Arbitraries.of((byte) 0, (byte) 1, (byte) 0x80, (byte) 0xff);
    return Arbitraries.of(4, 16)
        .flatMap(length -> bytes.array(byte[].class).ofSize(length))
        .map(CidrIndexPropertyTest::address);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
