package io.carillon.benchmarks;

import io.carillon.media.session.MediaEngine.NoPortsException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code carillon bench memory}. */
@Command(
    name = "memory",
    description = "What a leg weighs that listens in a meeting: heap and direct memory.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class MemoryCommand implements Callable<Integer> {
  @Option(names = "--legs", description = "how many are opened", defaultValue = "200")
  private int legs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, NoPortsException, InterruptedException {
    spec.commandLine().getOut().println(new LegMemory(legs).run());
    return ExitCode.OK;
  }
}
