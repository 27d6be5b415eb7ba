package io.carillon.sip.dns;

import io.carillon.sip.dns.ResourceRecord.Naptr;
import io.carillon.sip.transport.SipTransport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which NAPTR records say where a SIP service is that we can use (RFC 3263 4.1). */
final class NaptrChoice {
  private static final int MAX_CHOICES = 6; // each costs a question

  private NaptrChoice() {}

  /** A service to ask SRV records for. */
  record Service(String name, SipTransport transport) {}

  /**
   * The usable services in groups of equal order, best first; within a group by preference. A later
   * group is for when nothing is found by the groups before (RFC 3403 4.1).
   */
  static List<List<Service>> of(List<Naptr> records, Predicate<SipTransport> usable) {
    TreeMap<Integer, List<Naptr>> byOrder =
        records.stream()
            .filter(record -> record.flags().equals("s") && !record.rewrites())
            .filter(record -> !record.replacement().isEmpty())
            .filter(record -> transport(record) != null && usable.test(transport(record)))
            .sorted(Comparator.comparingInt(Naptr::order).thenComparingInt(Naptr::preference))
            .limit(MAX_CHOICES)
            .collect(Collectors.groupingBy(Naptr::order, TreeMap::new, Collectors.toList()));
    List<List<Service>> groups = new ArrayList<>();
    for (List<Naptr> equals : byOrder.values()) {
      groups.add(equals.stream().map(r -> new Service(r.replacement(), transport(r))).toList());
    }
    return groups;
  }

  private static SipTransport transport(Naptr record) {
    return switch (record.service()) {
      case "sip+d2u" -> SipTransport.UDP;
      case "sip+d2t" -> SipTransport.TCP;
      case "sips+d2t" -> SipTransport.TLS;
      default -> null;
    };
  }
}
