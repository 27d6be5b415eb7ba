package io.carillon.cli.operator;

import java.util.List;
import picocli.CommandLine.Command;
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
  private static final List<String> COLUMNS =
      List.of("transactionId", "role", "from", "to", "state", "codec", "meetingId", "remote");

  @Spec private CommandSpec spec;

  private int answer(OperatorOptions options, OperatorOptions.Question question)
      throws OperatorException {
    return options.answer(spec.commandLine().getOut(), COLUMNS, question);
  }

  private static String path(String id) throws OperatorException {
    return PATH + "/" + MeetingCommand.segment(id);
  }

  @Command(name = "list", description = "Lists the calls in progress.")
  int list(@Mixin OperatorOptions options) throws OperatorException {
    return answer(options, client -> client.get(PATH));
  }

  @Command(name = "show", description = "Shows one call with its media counters.")
  int show(@Parameters(paramLabel = "ID") String id, @Mixin OperatorOptions options)
      throws OperatorException {
    return answer(options, client -> client.get(path(id)));
  }

  @Command(name = "end", description = "Ends one call.")
  int end(@Parameters(paramLabel = "ID") String id, @Mixin OperatorOptions options)
      throws OperatorException {
    return answer(options, client -> client.delete(path(id)));
  }
}
