package io.carillon.sip.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The IP versions we can send with; of two, the first named is tried first. */
public enum AddressFamilies {
  IPV4(RecordType.A),
  IPV6(RecordType.AAAA),
  IPV4_AND_IPV6(RecordType.A, RecordType.AAAA),
  IPV6_AND_IPV4(RecordType.AAAA, RecordType.A);

  private final List<RecordType> types;

  AddressFamilies(RecordType... types) {
    this.types = List.of(types);
  }

  /** Records to ask for. */
  List<RecordType> types() {
    return types;
  }

  boolean includes(InetAddress address) {
    return types.contains(address instanceof Inet4Address ? RecordType.A : RecordType.AAAA);
  }

  /**
   * Takes from each list in turn (RFC 7984, after RFC 8305 4), so that one version that does not
   * get through costs one try and not all.
   *
   * @param lists in the order of {@link #types}
   */
  static List<InetAddress> interleave(List<List<InetAddress>> lists) {
    List<InetAddress> mixed = new ArrayList<>();
    int longest = lists.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (List<InetAddress> list : lists) {
        if (i < list.size()) {
          mixed.add(list.get(i));
        }
      }
    }
    return mixed;
  }
}
