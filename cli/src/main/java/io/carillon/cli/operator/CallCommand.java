package io.carillon.cli.operator;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code carillon call list|show|end}. */
@Command(
    name = "call",
    description = "Lists, shows and ends calls in progress.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class CallCommand {
  private static final String PATH = "/operator/calls";

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Lists the calls in progress.")
  int list(@Mixin OperatorOptions options) throws OperatorException {
    try (OperatorClient client = new OperatorClient(options.data)) {
      options.print(
          spec.commandLine().getOut(),
          client.get(PATH),
          List.of("transactionId", "role", "from", "to", "state", "codec", "meetingId", "remote"));
    }
    return ExitCode.OK;
  }

  @Command(name = "show", description = "Shows one call with its media counters.")
  int show(@Parameters(paramLabel = "ID") String id, @Mixin OperatorOptions options)
      throws OperatorException {
    try (OperatorClient client = new OperatorClient(options.data)) {
      options.print(
          spec.commandLine().getOut(),
          client.get(PATH + "/" + MeetingCommand.segment(id)),
          List.of());
    }
    return ExitCode.OK;
  }

  @Command(name = "end", description = "Ends one call.")
  int end(@Parameters(paramLabel = "ID") String id, @Mixin OperatorOptions options)
      throws OperatorException {
    try (OperatorClient client = new OperatorClient(options.data)) {
      options.print(
          spec.commandLine().getOut(),
          client.delete(PATH + "/" + MeetingCommand.segment(id)),
          List.of());
    }
    return ExitCode.OK;
  }
}
