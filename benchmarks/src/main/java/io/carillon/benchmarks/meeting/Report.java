package io.carillon.benchmarks.meeting;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.benchmarks.machine.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A comparison as a Markdown table for people and as JSON for programs. */
final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Load load;
  private final Machine machine;
  private final Instant when;
  private final List<Round> rounds;
  private final List<Summary> summaries;

  /**
   * @param bridges names in the order of the columns; ratios are of each to the last
   */
  Report(Load load, Machine machine, Instant when, List<String> bridges, List<Round> rounds) {
    this.load = load;
    this.machine = machine;
    this.when = when;
    this.rounds = rounds;
    this.summaries = bridges.stream().map(bridge -> Summary.of(bridge, rounds)).toList();
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "One meeting of %d PCMU participants, %d talking; %d rounds of %d s each, in turns.%n"
                + "%s: %d x %s, %s, Java %s, load average %.1f.%n%n",
            load.participants(),
            load.talkers(),
            load.rounds(),
            load.seconds(),
            when,
            machine.processors(),
            machine.processor(),
            machine.system(),
            machine.java(),
            machine.load()));
    row(text, "", Summary::bridge);
    row(text, "---", summary -> "---:");
    row(text, "CPU per participant-second, median", s -> format("%.2f ms", s.cpuMillis()));
    row(text, "least-most", s -> format("%.2f-%.2f ms", s.cpuLeast(), s.cpuMost()));
    ratio(text, "ratio to the last column", Summary::cpuMillis);
    row(text, "mouth to ear, p50", s -> format("%.1f ms", s.delayMillis(50)));
    row(text, "mouth to ear, p99", s -> format("%.1f ms", s.delayMillis(99)));
    row(text, "markers not heard", s -> Integer.toString(s.markersLost()));
    row(text, "packets received of expected", s -> format("%.2f %%", s.receivedPercent()));
    row(text, "later than 20 ms", s -> format("%.2f %%", s.latePercent()));
    row(text, "resident memory", s -> format("%.0f MB", s.residentKilobytes() / 1024.0));
    row(text, "threads", s -> Integer.toString(s.threads()));
    return text.toString();
  }

  private void row(StringBuilder text, String name, Function<Summary, String> value) {
    text.append("| ").append(name).append(" |");
    summaries.forEach(summary -> text.append(' ').append(value.apply(summary)).append(" |"));
    text.append('\n');
  }

  private void ratio(StringBuilder text, String name, ToDoubleFunction<Summary> value) {
    double last = value.applyAsDouble(summaries.getLast());
    row(text, name, summary -> format("%.2f", value.applyAsDouble(summary) / last));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("time", when.toString());
    root.putObject("machine")
        .put("processor", machine.processor())
        .put("processors", machine.processors())
        .put("system", machine.system())
        .put("java", machine.java())
        .put("loadAverage", machine.load());
    root.putObject("load")
        .put("participants", load.participants())
        .put("talkers", load.talkers())
        .put("seconds", load.seconds())
        .put("rounds", load.rounds());
    ArrayNode bridges = root.putArray("bridges");
    double last = summaries.getLast().cpuMillis();
    for (Summary summary : summaries) {
      bridge(bridges.addObject(), summary).put("cpuRatioToLast", summary.cpuMillis() / last);
    }
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
  }

  private ObjectNode bridge(ObjectNode node, Summary summary) {
    node.put("name", summary.bridge())
        .put("cpuMillisPerParticipantSecond", summary.cpuMillis())
        .put("mouthToEarMillisP50", summary.delayMillis(50))
        .put("mouthToEarMillisP99", summary.delayMillis(99))
        .put("markersNotHeard", summary.markersLost())
        .put("packetsReceived", summary.received())
        .put("packetsExpected", summary.expected())
        .put("packetsLate", summary.late())
        .put("residentKilobytes", summary.residentKilobytes())
        .put("threads", summary.threads());
    ArrayNode each = node.putArray("cpuMillisOfRounds");
    rounds.stream()
        .filter(round -> round.bridge().equals(summary.bridge()))
        .forEach(round -> each.add(round.cpuMillis()));
    return node;
  }
}
