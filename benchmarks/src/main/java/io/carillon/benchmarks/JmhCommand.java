package io.carillon.benchmarks;

import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code carillon bench jmh}. */
@Command(
    name = "jmh",
    description =
        "The micro-benchmarks, with what they allocate (gc.alloc.rate.norm, bytes per packet or"
            + " tick).",
    mixinStandardHelpOptions = true)
final class JmhCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "REGEX",
      description = "those whose names match (default: all)",
      defaultValue = ".*")
  private String names;

  @Override
  public Integer call() throws RunnerException {
    new Runner(new OptionsBuilder().include(names).addProfiler(GCProfiler.class).build()).run();
    return ExitCode.OK;
  }
}
