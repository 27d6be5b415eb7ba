package io.carillon.benchmarks.relay;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * All rounds of one relay.
 *
 * @param relay its name
 * @param packetsPerCpuSecond median of the rounds
 * @param least of the rounds
 * @param most of the rounds
 * @param micros latencies of all rounds
 * @param sent counted packets of all rounds
 * @param came those of them that came
 * @param residentKilobytes the most of a round
 * @param grownKilobytes in the first round, when memory is fresh
 * @param threads in the last round
 */
record RelaySummary(
    String relay,
    double packetsPerCpuSecond,
    double least,
    double most,
    Histogram micros,
    long sent,
    long came,
    long residentKilobytes,
    long grownKilobytes,
    int threads) {

  static RelaySummary of(String relay, List<RelayRound> all) {
    List<RelayRound> rounds = all.stream().filter(r -> r.relay().equals(relay)).toList();
    double[] rates =
        rounds.stream().mapToDouble(RelayRound::packetsPerCpuSecond).sorted().toArray();
    int middle = rates.length / 2;
    double median = rates.length % 2 == 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2;
    Histogram micros = new Histogram(3);
    rounds.forEach(round -> micros.add(round.micros()));
    return new RelaySummary(
        relay,
        median,
        rates[0],
        rates[rates.length - 1],
        micros,
        rounds.stream().mapToLong(RelayRound::sent).sum(),
        rounds.stream().mapToLong(RelayRound::came).sum(),
        rounds.stream().mapToLong(RelayRound::residentKilobytes).max().orElseThrow(),
        rounds.getFirst().grownKilobytes(),
        rounds.getLast().threads());
  }

  double lostPercent() {
    return 100.0 * (sent - came) / Math.max(sent, 1);
  }

  /** How long packets were under way, in ms. */
  double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }
}
