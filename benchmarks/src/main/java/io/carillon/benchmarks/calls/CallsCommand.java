package io.carillon.benchmarks.calls;

import io.carillon.benchmarks.machine.Machine;
import io.carillon.benchmarks.machine.ResultFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code carillon bench calls}. */
@Command(
    name = "calls",
    description =
        "Calls through a voice connector (two legs with media each) and through Debian's kamailio"
            + " as a stateful proxy (no media), in turns: calls per second of CPU, set-up time."
            + " UDP; sipp calls and answers.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class CallsCommand implements Callable<Integer> {
  @Option(names = "--rate", description = "new calls a second", defaultValue = "100")
  private int rate;

  @Option(names = "--seconds", description = "of each round", defaultValue = "20")
  private int seconds;

  @Option(names = "--rounds", description = "of each server", defaultValue = "3")
  private int rounds;

  @Option(names = "--warm-up", description = "seconds before the first round", defaultValue = "40")
  private int warmUp;

  @Option(names = "--no-kamailio", description = "Leave the peer out.")
  private boolean alone;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the server; may be given more than once.")
  private List<String> settings = List.of();

  @Mixin private ResultFolder results;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = results.make("calls");
    Parties parties = new Parties("127.0.0.6", "127.0.0.7", freePort());
    SippPair sipps = new SippPair(parties, folder, rate);
    List<CallServer> servers = new ArrayList<>();
    PrintWriter out = spec.commandLine().getOut();
    try {
      servers.add(
          new CarillonTrunk(
              parties, Files.createDirectories(folder.resolve("carillon")), settings));
      if (!alone) {
        servers.add(
            new KamailioProxy(
                parties, Files.createDirectories(folder.resolve("kamailio")), freePort()));
      }
      List<CallRound> done = run(sipps, servers, out);
      ResultFolder.report(folder, "calls", Machine.here() + "\n\n" + table(servers, done), out);
    } finally {
      servers.forEach(CallServer::close);
    }
    return ExitCode.OK;
  }

  private List<CallRound> run(SippPair sipps, List<CallServer> servers, PrintWriter out)
      throws IOException, InterruptedException {
    for (CallServer server : servers) {
      tell(out, "warm-up", sipps.run(server, rate * warmUp));
    }
    List<CallRound> done = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      for (CallServer server : servers) {
        CallRound round = sipps.run(server, rate * seconds);
        tell(out, "round " + i, round);
        done.add(round);
      }
    }
    return done;
  }

  private static void tell(PrintWriter out, String what, CallRound round) {
    out.printf(
        Locale.ROOT,
        "%-8s %-10s %d calls, %d failed, %.0f calls per CPU-second, %.1f ms to the answer%n",
        what,
        round.server(),
        round.calls(),
        round.failed(),
        round.perCpuSecond(),
        round.setupMillis());
    out.flush();
  }

  private static String table(List<CallServer> servers, List<CallRound> rounds) {
    StringBuilder text = new StringBuilder();
    text.append("| | calls | failed | calls per CPU-second, median | to the answer | memory |\n");
    text.append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
    for (CallServer server : servers) {
      List<CallRound> own =
          rounds.stream().filter(round -> round.server().equals(server.name())).toList();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %.0f | %.1f ms | %d MB |%n",
              server.name(),
              own.stream().mapToInt(CallRound::calls).sum(),
              own.stream().mapToInt(CallRound::failed).sum(),
              median(own.stream().map(CallRound::perCpuSecond).sorted().toList()),
              median(own.stream().map(CallRound::setupMillis).sorted().toList()),
              own.getLast().residentKilobytes() / 1024));
    }
    return text.toString();
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      return socket.getLocalPort();
    }
  }
}
