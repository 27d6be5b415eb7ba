package io.carillon.sip.dns;

import io.carillon.sip.dns.ResourceRecord.Srv;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The order of SRV records: by priority, and among equals by weighted chance (RFC 2782). */
final class SrvOrder {
  private SrvOrder() {}

  static List<Srv> of(List<Srv> records, RandomGenerator random) {
    TreeMap<Integer, List<Srv>> byPriority =
        records.stream()
            .collect(Collectors.groupingBy(Srv::priority, TreeMap::new, Collectors.toList()));
    List<Srv> ordered = new ArrayList<>(records.size());
    byPriority.values().forEach(equals -> draw(equals, random, ordered));
    return ordered;
  }

  private static void draw(List<Srv> equals, RandomGenerator random, List<Srv> ordered) {
    // Weight 0 first: then it is drawn only by the number 0, a small chance as the RFC wants it.
    List<Srv> left = new ArrayList<>(equals);
    left.sort(Comparator.comparing(srv -> srv.weight() > 0));
    int sum = left.stream().mapToInt(Srv::weight).sum();
    while (!left.isEmpty()) {
      int drawn = random.nextInt(sum + 1);
      int at = 0;
      int running = left.getFirst().weight();
      while (running < drawn) {
        at++;
        running += left.get(at).weight();
      }
      Srv chosen = left.remove(at);
      sum -= chosen.weight();
      ordered.add(chosen);
    }
  }
}
