package io.carillon.benchmarks;

import io.carillon.media.session.MediaEngine.NoPortsException;
import java.io.IOException;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * {@code carillon bench}: what the hot paths cost and allocate. Without arguments everything;
 * {@code meeting [MEMBERS [TALKERS [SECONDS]]]} one meeting over real sockets; {@code jmh REGEX}
 * the benchmarks whose names match.
 */
public final class Bench {

  private Bench() {}

  public static void main(String[] args)
      throws RunnerException, IOException, NoPortsException, InterruptedException {
    String what = args.length == 0 ? "all" : args[0];
    switch (what) {
      case "meeting" -> meeting(number(args, 1, 50), number(args, 2, 3), number(args, 3, 10));
      case "jmh" -> jmh(args.length > 1 ? args[1] : ".*");
      case "all" -> {
        meeting(10, 3, 10);
        meeting(50, 3, 10);
        jmh(".*");
      }
      default -> {
        System.err.println(
            "usage: carillon bench [meeting [MEMBERS [TALKERS [SECONDS]]] | jmh [REGEX]]");
        System.exit(2);
      }
    }
  }

  private static int number(String[] args, int index, int otherwise) {
    return args.length > index ? Integer.parseInt(args[index]) : otherwise;
  }

  private static void meeting(int members, int talkers, int seconds)
      throws IOException, NoPortsException, InterruptedException {
    System.out.println(new MeetingCost(members, talkers, seconds).run());
  }

  private static void jmh(String names) throws RunnerException {
    new Runner(new OptionsBuilder().include(names).addProfiler(GCProfiler.class).build()).run();
  }
}
