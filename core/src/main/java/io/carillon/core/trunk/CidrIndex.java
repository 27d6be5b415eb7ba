package io.carillon.core.trunk;

import io.carillon.core.connector.CidrBlock;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds what belongs to the ranges that an address is in. One look-up in a hash table for each
 * prefix length in use, so at most 33 for IPv4 and 129 for IPv6, however many ranges there are.
 * Immutable once built.
 */
final class CidrIndex<T> {
  /** Longest prefix first. */
  private final TreeMap<Length, Map<Bits, List<T>>> tables = new TreeMap<>();

  private record Length(int prefix, boolean ipv6) implements Comparable<Length> {
    @Override
    public int compareTo(Length other) {
      int byPrefix = Integer.compare(other.prefix, prefix);
      return byPrefix != 0 ? byPrefix : Boolean.compare(ipv6, other.ipv6);
    }
  }

  private record Bits(long high, long low) {
    static Bits of(InetAddress address) {
      byte[] bytes = address.getAddress();
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return bytes.length == 4
          ? new Bits((long) buffer.getInt() << 32, 0)
          : new Bits(buffer.getLong(), buffer.getLong());
    }

    Bits first(int prefix) {
      return new Bits(high & mask(prefix), low & mask(prefix - 64));
    }

    private static long mask(int bits) {
      return bits <= 0 ? 0 : -1L << (64 - Math.min(bits, 64));
    }
  }

  /** Only while the index is built. */
  void add(CidrBlock range, T value) {
    boolean ipv6 = range.network().getAddress().length > 4;
    tables
        .computeIfAbsent(new Length(range.prefixBits(), ipv6), length -> new HashMap<>())
        .computeIfAbsent(Bits.of(range.network()), bits -> new ArrayList<>())
        .add(value);
  }

  /** What belongs to the ranges with that address, those of the narrowest range first. */
  List<T> find(InetAddress address) {
    boolean ipv6 = address.getAddress().length > 4;
    Bits bits = Bits.of(address);
    List<T> found = new ArrayList<>();
    tables.forEach(
        (length, table) -> {
          if (length.ipv6 == ipv6) {
            found.addAll(table.getOrDefault(bits.first(length.prefix), List.of()));
          }
        });
    return found;
  }
}
