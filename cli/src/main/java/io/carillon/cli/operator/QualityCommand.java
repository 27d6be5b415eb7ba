package io.carillon.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code carillon quality [--follow]}: the media quality records, as they are made. */
@Command(
    name = "quality",
    description = "Prints the newest media quality records; with --follow also those to come.",
    mixinStandardHelpOptions = true)
public final class QualityCommand implements Callable<Integer> {
  @Mixin private OperatorOptions options;

  @Option(names = "--follow", description = "Go on until interrupted.")
  private boolean follow;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws OperatorException {
    PrintWriter out = spec.commandLine().getOut();
    boolean json = options.wantsJson();
    if (!json) {
      out.printf(ROW, "time", "from", "packets in", "lost", "jitter ms", "rtt ms", "MOS", "call");
      out.flush();
    }
    try (OperatorClient client = new OperatorClient(options.data)) {
      client.follow(
          follow ? "/operator/quality/follow" : "/operator/quality",
          record -> {
            if (json) {
              out.println(record);
            } else {
              row(out, record);
            }
            // The reader of a pipe may have seen enough.
            return !out.checkError() && !System.out.checkError();
          });
    }
    return ExitCode.OK;
  }

  private static final String ROW = "%-24s %-20s %10s %8s %10s %8s %5s  %s%n";

  private static void row(PrintWriter out, JsonNode record) {
    out.printf(
        ROW,
        Instant.ofEpochMilli(record.path("event_timestamp").asLong()),
        record.path("from_sip_user").asText("-"),
        number(record, "cust2vc_rtp_packets", 1, 0),
        number(record, "cust2vc_packets_lost", 1, 0),
        number(record, "cust2vc_jitter", 1000, 1),
        number(record, "rtt_btwn_vc_and_cust", 1000, 1),
        number(record, "mos_btwn_vc_and_cust", 1, 2),
        record.path("call_id").asText("-"));
  }

  private static String number(JsonNode record, String field, double unit, int decimals) {
    JsonNode value = record.path(field);
    return value.isNumber() ? ("%." + decimals + "f").formatted(value.asDouble() / unit) : "-";
  }
}
