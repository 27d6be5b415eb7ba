package io.carillon.benchmarks.relay;

import io.carillon.benchmarks.machine.ProcessFigures;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What one round of one relay came to.
 *
 * @param relay its name
 * @param passed packets received and sent again while it was measured
 * @param cpuMillis CPU time of its process meanwhile
 * @param sent packets that were counted
 * @param came those of them that came
 * @param micros how long they were under way
 * @param residentKilobytes memory of the process during the calls
 * @param grownKilobytes by how much more than before them
 * @param threads of the process
 */
record RelayRound(
    String relay,
    long passed,
    long cpuMillis,
    long sent,
    long came,
    Histogram micros,
    long residentKilobytes,
    long grownKilobytes,
    int threads) {

  static RelayRound run(Relay relay, RelayLoad load) throws IOException, InterruptedException {
    ProcessFigures idle = ProcessFigures.of(relay.pid());
    try (Traffic traffic = new Traffic(load, relay)) {
      traffic.start();
      TimeUnit.SECONDS.sleep(load.settleSeconds());
      traffic.count(true);
      long passed = traffic.passed();
      ProcessFigures before = ProcessFigures.of(relay.pid());
      TimeUnit.SECONDS.sleep(load.seconds());
      ProcessFigures after = ProcessFigures.of(relay.pid());
      passed = traffic.passed() - passed;
      traffic.count(false);
      traffic.end();
      relay.hangUp();
      return new RelayRound(
          relay.name(),
          passed,
          after.cpuMillis() - before.cpuMillis(),
          traffic.sent(),
          traffic.micros().getTotalCount(),
          traffic.micros(),
          after.residentKilobytes(),
          after.residentKilobytes() - idle.residentKilobytes(),
          after.threads());
    }
  }

  /** Packets received and sent again for each second of CPU time. */
  double packetsPerCpuSecond() {
    return passed * 1000.0 / Math.max(cpuMillis, 1);
  }
}
