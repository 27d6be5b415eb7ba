package io.carillon.benchmarks.meeting;

import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * All rounds of one bridge.
 *
 * @param bridge its name
 * @param cpuMillis CPU time per participant and second in ms: the median of the rounds
 * @param cpuLeast of the rounds
 * @param cpuMost of the rounds
 * @param delays of markers from mouth to ear in us, of all rounds
 * @param markersLost in all rounds
 * @param received packets in all rounds
 * @param expected packets in all rounds
 * @param late packets in all rounds
 * @param residentKilobytes the most at the end of a round
 * @param threads at the end of the last round
 */
record Summary(
    String bridge,
    double cpuMillis,
    double cpuLeast,
    double cpuMost,
    Histogram delays,
    int markersLost,
    long received,
    long expected,
    long late,
    long residentKilobytes,
    int threads) {

  static Summary of(String bridge, List<Round> all) {
    List<Round> rounds =
        all.stream()
            .filter(round -> round.bridge().equals(bridge))
            .sorted(Comparator.comparingDouble(Round::cpuMillis))
            .toList();
    Histogram delays = new Histogram(3);
    rounds.forEach(round -> delays.add(round.delays()));
    int middle = rounds.size() / 2;
    double median =
        rounds.size() % 2 == 1
            ? rounds.get(middle).cpuMillis()
            : (rounds.get(middle - 1).cpuMillis() + rounds.get(middle).cpuMillis()) / 2;
    return new Summary(
        bridge,
        median,
        rounds.getFirst().cpuMillis(),
        rounds.getLast().cpuMillis(),
        delays,
        rounds.stream().mapToInt(Round::markersLost).sum(),
        rounds.stream().mapToLong(Round::received).sum(),
        rounds.stream().mapToLong(Round::expected).sum(),
        rounds.stream().mapToLong(Round::late).sum(),
        rounds.stream().mapToLong(Round::residentKilobytes).max().orElseThrow(),
        all.stream().filter(round -> round.bridge().equals(bridge)).toList().getLast().threads());
  }

  /** Mouth to ear, ms. */
  double delayMillis(double percentile) {
    return delays.getValueAtPercentile(percentile) / 1000.0;
  }

  /** Packets that came, in percent of those expected. */
  double receivedPercent() {
    return 100.0 * received / expected;
  }

  /** Packets that came late, in percent of those that came. */
  double latePercent() {
    return 100.0 * late / Math.max(received, 1);
  }
}
