package io.carillon.benchmarks.meeting;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rounds of several bridges in turns: what changes on the machine meanwhile meets all of them. */
final class Comparison {
  private final Load load;
  private final PrintWriter progress;

  /**
   * @param progress told of every round
   */
  Comparison(Load load, PrintWriter progress) {
    this.load = load;
    this.progress = progress;
  }

  /** Warms each bridge up and runs the rounds. */
  List<Round> run(List<Bridge> bridges) throws IOException, InterruptedException {
    for (Bridge bridge : bridges) {
      if (load.warmUpSeconds() > 0) {
        tell("warm-up", Round.run(bridge, load.lasting(load.warmUpSeconds())));
      }
    }
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= load.rounds(); i++) {
      for (Bridge bridge : bridges) {
        Round round = Round.run(bridge, load);
        tell("round " + i, round);
        rounds.add(round);
      }
    }
    return rounds;
  }

  private void tell(String what, Round round) {
    progress.printf(
        Locale.ROOT,
        "%-8s %-22s %.2f ms CPU per participant-second, %.0f ms mouth to ear, %d of %d packets%n",
        what,
        round.bridge(),
        round.cpuMillis(),
        round.delays().getValueAtPercentile(50) / 1000.0,
        round.received(),
        round.expected());
    progress.flush();
  }
}
