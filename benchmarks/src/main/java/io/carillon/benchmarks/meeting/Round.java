package io.carillon.benchmarks.meeting;

import io.carillon.benchmarks.machine.ProcessFigures;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What one round of one bridge came to.
 *
 * @param bridge its name
 * @param cpuMillis CPU time of the bridge per participant and second, in ms
 * @param delays of markers from mouth to ear, in us
 * @param markersLost sent and not heard
 * @param received packets that came to the telephones
 * @param expected packets that should have come
 * @param late packets that came more than 20 ms later than the fastest of the second before
 * @param residentKilobytes memory of the bridge at the end
 * @param threads of the bridge at the end
 */
record Round(
    String bridge,
    double cpuMillis,
    Histogram delays,
    int markersLost,
    long received,
    long expected,
    long late,
    long residentKilobytes,
    int threads) {
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long MOST_DELAY_MICROS = TimeUnit.SECONDS.toMicros(2);

  /** Everyone joins, talks and leaves again. */
  static Round run(Bridge bridge, Load load) throws IOException, InterruptedException {
    try (Phones phones = new Phones(load)) {
      phones.start(bridge.join(phones.addresses()));
      TimeUnit.SECONDS.sleep(load.settleSeconds());
      long from = System.nanoTime();
      ProcessFigures before = ProcessFigures.of(bridge.pid());
      TimeUnit.SECONDS.sleep(load.seconds());
      ProcessFigures after = ProcessFigures.of(bridge.pid());
      long to = System.nanoTime();
      phones.end();
      bridge.leave();
      return evaluate(bridge.name(), load, phones, from, to, before, after);
    }
  }

  private static Round evaluate(
      String bridge,
      Load load,
      Phones phones,
      long from,
      long to,
      ProcessFigures before,
      ProcessFigures after) {
    long received = 0;
    long late = 0;
    for (Received heard : phones.received()) {
      received += heard.within(from, to);
      late += heard.late(from, to, LATE_NANOS);
    }
    double participantSeconds = load.participants() * (to - from) / 1e9;
    Histogram delays = new Histogram(MOST_DELAY_MICROS, 3);
    int lost = delays(phones, from, to, delays);
    return new Round(
        bridge,
        (after.cpuMillis() - before.cpuMillis()) / participantSeconds,
        delays,
        lost,
        received,
        Math.round(participantSeconds * Speech.PACKETS_PER_SECOND),
        late,
        after.residentKilobytes(),
        after.threads());
  }

  private static int delays(Phones phones, long from, long to, Histogram delays) {
    int lost = 0;
    List<Phones.Marker> markers =
        phones.markers().stream()
            .filter(marker -> marker.sentNanos() - from >= 0)
            .filter(marker -> marker.sentNanos() - to + TimeUnit.SECONDS.toNanos(1) < 0)
            .toList();
    for (int listener : phones.listeners()) {
      MarkerSearch search = new MarkerSearch(phones.received().get(listener));
      for (Phones.Marker marker : markers) {
        if (marker.talker() != listener) {
          long delay = search.delay(marker.sentNanos());
          if (delay < 0) {
            lost++;
          } else {
            delays.recordValue(Math.min(delay / 1000, MOST_DELAY_MICROS));
          }
        }
      }
    }
    return lost;
  }
}
