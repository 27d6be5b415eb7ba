package io.carillon.benchmarks.calls;

import io.carillon.benchmarks.machine.ProcessFigures;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Two sipps with their built-in scenarios: INVITE, 180, 200, ACK, a pause, BYE. */
final class SippPair {
  private static final int MORE_SECONDS = 60;

  private final Parties parties;
  private final Path folder;
  private final int perSecond;

  /**
   * @param folder for their logs
   * @param perSecond new calls
   */
  SippPair(Parties parties, Path folder, int perSecond) {
    this.parties = parties;
    this.folder = folder;
    this.perSecond = perSecond;
  }

  /** Sets up so many calls that last a second each. */
  CallRound run(CallServer server, int calls) throws IOException, InterruptedException {
    Path place = Files.createTempDirectory(folder, server.name() + "-");
    long before = ProcessFigures.ofFamily(server.pid()).cpuMillis();
    Process callee = callee(place);
    try {
      awaitListening(callee);
      Process caller = caller(place, server, calls);
      try {
        long most = calls / perSecond + MORE_SECONDS;
        if (!caller.waitFor(most, TimeUnit.SECONDS)) {
          throw new IOException("sipp did not end in " + most + " s; see " + place);
        }
      } finally {
        end(caller);
      }
    } finally {
      end(callee);
    }
    ProcessFigures after = ProcessFigures.ofFamily(server.pid());
    Statistics statistics = Statistics.read(place.resolve("statistics.csv"));
    return new CallRound(
        server.name(),
        (int) statistics.number("SuccessfulCall(C)"),
        (int) statistics.number("FailedCall(C)"),
        after.cpuMillis() - before,
        statistics.millis("ResponseTime1(C)"),
        after.residentKilobytes());
  }

  /** Its first call would be lost before. */
  private void awaitListening(Process callee) throws IOException, InterruptedException {
    InetSocketAddress address = new InetSocketAddress(parties.callee(), parties.calleePort());
    while (true) {
      try (DatagramSocket probe = new DatagramSocket(null)) {
        probe.bind(address);
      } catch (BindException taken) {
        return;
      }
      if (callee.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new IOException("the sipp that answers ended with " + callee.exitValue());
      }
    }
  }

  /** It takes any number of calls: requests outside of calls count as some, too. */
  private Process callee(Path place) throws IOException {
    return start(
        place,
        "callee",
        List.of(
            "sipp",
            "-sn",
            "uas",
            "-i",
            parties.callee(),
            "-p",
            Integer.toString(parties.calleePort())));
  }

  private Process caller(Path place, CallServer server, int calls) throws IOException {
    return start(
        place,
        "caller",
        List.of(
            "sipp",
            server.address(),
            "-sn",
            "uac",
            "-s",
            server.user(),
            "-i",
            parties.caller(),
            "-m",
            Integer.toString(calls),
            "-r",
            Integer.toString(perSecond),
            "-l",
            Integer.toString(calls),
            "-d",
            "1000",
            "-trace_stat",
            "-stf",
            "statistics.csv",
            "-fd",
            "1"));
  }

  private static Process start(Path place, String name, List<String> words) throws IOException {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("-nostdin", "-timeout", "600s"));
    return new ProcessBuilder(all)
        .directory(place.toFile())
        .redirectErrorStream(true)
        .redirectOutput(place.resolve(name).toFile())
        .start();
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** Last line of a statistics file of sipp. */
  private record Statistics(List<String> names, String[] values) {
    static Statistics read(Path file) throws IOException {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      return new Statistics(Arrays.asList(lines.getFirst().split(";")), lines.getLast().split(";"));
    }

    long number(String column) {
      return Long.parseLong(values[names.indexOf(column)]);
    }

    /** A time as sipp writes it, 00:00:00:012345 or 00:00:00:012345000. */
    double millis(String column) {
      String[] parts = values[names.indexOf(column)].split(":");
      double seconds =
          Integer.parseInt(parts[0]) * 3600.0
              + Integer.parseInt(parts[1]) * 60.0
              + Integer.parseInt(parts[2]);
      return (seconds + Double.parseDouble("0." + parts[3])) * 1000;
    }
  }
}
