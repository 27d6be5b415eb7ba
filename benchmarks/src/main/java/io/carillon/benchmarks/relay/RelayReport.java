package io.carillon.benchmarks.relay;

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

/** The figures of a run as a table for people and a file for programs. */
final class RelayReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RelayLoad load;
  private final Machine machine;
  private final Instant at;
  private final List<RelaySummary> summaries;

  /**
   * @param summaries ours first, the peer last
   */
  RelayReport(RelayLoad load, Machine machine, Instant at, List<RelaySummary> summaries) {
    this.load = load;
    this.machine = machine;
    this.at = at;
    this.summaries = List.copyOf(summaries);
  }

  String markdown() {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%d calls, PCMU 20 ms, %s, %d packets/s, %d rounds of %d s; %d x %s, load average"
                + " %.1f%n%n",
            load.calls(),
            load.secured() ? "SRTP on one side, RTP on the other" : "RTP",
            load.packetsPerSecond(),
            load.rounds(),
            load.seconds(),
            machine.processors(),
            machine.processor(),
            machine.load()));
    row(out, "", RelaySummary::relay);
    row(out, "---", s -> "---:");
    row(out, "packets per CPU-second, median", s -> thousands(s.packetsPerCpuSecond()));
    row(out, "least-most", s -> thousands(s.least()) + " - " + thousands(s.most()));
    double peer = summaries.getLast().packetsPerCpuSecond();
    row(out, "**ratio**", s -> text("**%.2f**", s.packetsPerCpuSecond() / peer));
    row(out, "latency p50", s -> text("%.2f ms", s.millis(50)));
    row(out, "latency p99", s -> text("%.2f ms", s.millis(99)));
    row(out, "latency p99.9", s -> text("%.2f ms", s.millis(99.9)));
    long asked = (long) load.packetsPerSecond() * load.seconds() * load.rounds();
    row(out, "packets sent of those asked for", s -> text("%.0f %%", 100.0 * s.sent() / asked));
    row(out, "packets lost", s -> text("%.3f %%", s.lostPercent()));
    row(out, "resident memory", s -> text("%d MB", s.residentKilobytes() / 1024));
    row(
        out,
        "grown by the first calls, each",
        s -> text("%d KB", s.grownKilobytes() / load.calls()));
    row(out, "threads", s -> Integer.toString(s.threads()));
    return out.toString();
  }

  private static String thousands(double packets) {
    return text("%.1f k", packets / 1000);
  }

  private static String text(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  private void row(StringBuilder out, String name, Function<RelaySummary, String> figure) {
    out.append("| ").append(name).append(" |");
    summaries.forEach(s -> out.append(' ').append(figure.apply(s)).append(" |"));
    out.append(System.lineSeparator());
  }

  void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("at", at.toString())
        .put("processor", machine.processor())
        .put("processors", machine.processors())
        .put("system", machine.system())
        .put("java", machine.java())
        .put("loadAverage", machine.load());
    root.putObject("load")
        .put("calls", load.calls())
        .put("secured", load.secured())
        .put("packetsPerSecond", load.packetsPerSecond())
        .put("seconds", load.seconds())
        .put("rounds", load.rounds());
    ArrayNode relays = root.putArray("relays");
    for (RelaySummary summary : summaries) {
      relays
          .addObject()
          .put("name", summary.relay())
          .put("packetsPerCpuSecond", summary.packetsPerCpuSecond())
          .put("latencyMillisP50", summary.millis(50))
          .put("latencyMillisP99", summary.millis(99))
          .put("latencyMillisP999", summary.millis(99.9))
          .put("packetsSent", summary.sent())
          .put("packetsReceived", summary.came())
          .put("residentKilobytes", summary.residentKilobytes())
          .put("threads", summary.threads());
    }
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
  }
}
