package io.carillon.benchmarks;

import io.carillon.media.session.MediaEngine.NoPortsException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code carillon bench loop}. */
@Command(
    name = "loop",
    description =
        "One meeting over real sockets in this process, without SIP: CPU time, garbage and"
            + " punctuality of the event loop that owns it.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class LoopCommand implements Callable<Integer> {
  @Option(names = "--participants", description = "PCMU legs", defaultValue = "50")
  private int participants;

  @Option(names = "--talkers", description = "how many of them speak", defaultValue = "3")
  private int talkers;

  @Option(names = "--seconds", description = "measured", defaultValue = "10")
  private int seconds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, NoPortsException, InterruptedException {
    spec.commandLine().getOut().println(new MeetingCost(participants, talkers, seconds).run());
    return ExitCode.OK;
  }
}
