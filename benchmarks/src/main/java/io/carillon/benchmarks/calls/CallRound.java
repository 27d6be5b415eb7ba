package io.carillon.benchmarks.calls;

/**
 * What a server did with so many calls.
 *
 * @param server its name
 * @param calls that went as they should
 * @param failed that did not
 * @param cpuMillis the server's CPU time for them
 * @param setupMillis from the INVITE to its 200, average
 * @param residentKilobytes the server's memory afterwards
 */
record CallRound(
    String server,
    int calls,
    int failed,
    long cpuMillis,
    double setupMillis,
    long residentKilobytes) {

  /** Calls a second of CPU. */
  double perCpuSecond() {
    return calls * 1000.0 / Math.max(1, cpuMillis);
  }
}
