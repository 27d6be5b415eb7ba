package io.carillon.benchmarks.relay;

import io.carillon.benchmarks.machine.Machine;
import io.carillon.benchmarks.machine.ResultFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code carillon bench relay}. */
@Command(
    name = "relay",
    description =
        "Calls of two, PCMU both ways, through a voice connector of a server of its own and through"
            + " Debian's rtpengine (user space), in turns: packets per CPU-second, latency, loss,"
            + " memory.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class RelayCommand implements Callable<Integer> {
  @Option(names = "--calls", description = "1-2000", defaultValue = "200")
  private int calls;

  @Option(names = "--srtp", description = "One leg of each call uses SRTP (SDES), the other RTP.")
  private boolean secured;

  @Option(names = "--seconds", description = "of each round", defaultValue = "15")
  private int seconds;

  @Option(names = "--rounds", description = "of each relay", defaultValue = "3")
  private int rounds;

  @Option(names = "--settle", description = "seconds before each round", defaultValue = "4")
  private int settle;

  @Option(names = "--warm-up", description = "seconds before the first round", defaultValue = "20")
  private int warmUp;

  @Option(
      names = "--media-alone",
      description = "Our media plane in a process without SIP, in place of a whole server.")
  private boolean mediaAlone;

  @Option(names = "--no-rtpengine", description = "Leave the peer out.")
  private boolean alone;

  @Option(
      names = "--variant",
      paramLabel = "OPTION",
      description =
          "One more process of our media plane, with this option of the JVM; may be repeated.")
  private List<String> variants = List.of();

  @Mixin private ResultFolder results;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RelayLoad load;
    try {
      load = new RelayLoad(calls, secured, settle, seconds, rounds, warmUp);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    Path folder = results.make("relay");
    PrintWriter writer = spec.commandLine().getOut();
    List<Relay> relays = new ArrayList<>();
    try {
      relays.add(
          mediaAlone
              ? new CarillonRelay("carillon media", folder, ports(0), List.of())
              : new TrunkRelay(folder));
      for (String option : variants) {
        String name = "media " + option;
        relays.add(new CarillonRelay(name, folder, ports(relays.size()), List.of(option)));
      }
      if (!alone) {
        relays.add(new RtpengineRelay(folder));
      }
      List<RelayRound> all = run(relays, load, writer);
      RelayReport report =
          new RelayReport(
              load,
              Machine.here(),
              Instant.now(),
              relays.stream().map(relay -> RelaySummary.of(relay.name(), all)).toList());
      report.write(folder.resolve("relay.json"));
      ResultFolder.report(folder, "relay", report.markdown(), writer);
    } finally {
      for (Relay relay : relays) {
        relay.close();
      }
    }
    return ExitCode.OK;
  }

  /** Below those that the kernel gives to telephones. */
  private CarillonRelay.Ports ports(int index) {
    int each = 20_000 / (variants.size() + 1);
    return new CarillonRelay.Ports(10_000 + index * each, 9_999 + (index + 1) * each);
  }

  /** In turns: what changes on the machine meanwhile meets all of them. */
  private static List<RelayRound> run(List<Relay> relays, RelayLoad load, PrintWriter writer)
      throws IOException, InterruptedException {
    if (load.warmUpSeconds() > 0) {
      for (Relay relay : relays) {
        tell(writer, "warm-up", RelayRound.run(relay, load.lasting(load.warmUpSeconds())));
      }
    }
    List<RelayRound> rounds = new ArrayList<>();
    for (int i = 1; i <= load.rounds(); i++) {
      for (Relay relay : relays) {
        RelayRound round = RelayRound.run(relay, load);
        tell(writer, "round " + i, round);
        rounds.add(round);
      }
    }
    return rounds;
  }

  private static void tell(PrintWriter writer, String what, RelayRound round) {
    writer.printf(
        Locale.ROOT,
        "%-8s %-24s %6.1f k packets per CPU-second, p50 %.2f ms, p99 %.2f ms, %d of %d packets,"
            + " %d MB%n",
        what,
        round.relay(),
        round.packetsPerCpuSecond() / 1000,
        round.micros().getValueAtPercentile(50) / 1000.0,
        round.micros().getValueAtPercentile(99) / 1000.0,
        round.came(),
        round.sent(),
        round.residentKilobytes() / 1024);
    writer.flush();
  }
}
