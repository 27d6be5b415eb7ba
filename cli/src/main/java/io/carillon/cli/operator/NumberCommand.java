package io.carillon.cli.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code carillon number add|list|remove}. */
@Command(
    name = "number",
    description = "Adds, lists and removes telephone numbers.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class NumberCommand {
  private static final String PATH = "/operator/numbers";

  @Spec private CommandSpec spec;

  @Command(
      name = "add",
      description = "Adds a number that leads to a voice connector or to the meetings' dial-in.")
  int add(
      @Parameters(paramLabel = "+E164", description = "Such as +12065550100.") String e164,
      @Option(
              names = "--connector",
              paramLabel = "ID",
              description = "Calls go to the PBX behind this voice connector.")
          String connector,
      @Option(names = "--meetings", description = "Calls go to the meetings' dial-in.")
          boolean meetings,
      @Option(
              names = "--calling-name",
              paramLabel = "N",
              description = "Shown to those called from it: 2-15 letters, digits and spaces.")
          String callingName,
      @Mixin OperatorOptions options)
      throws OperatorException {
    if ((connector == null) != meetings) {
      throw new OperatorException("a number leads to one place: --connector ID or --meetings");
    }
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("e164PhoneNumber", e164)
            .put("meetings", meetings);
    if (connector != null) {
      body.put("voiceConnectorId", connector);
    }
    if (callingName != null) {
      body.put("callingName", callingName);
    }
    try (OperatorClient client = new OperatorClient(options.data)) {
      options.print(spec.commandLine().getOut(), client.post(PATH, body), List.of());
    }
    return ExitCode.OK;
  }

  @Command(name = "list", description = "Lists the numbers and where they lead.")
  int list(@Mixin OperatorOptions options) throws OperatorException {
    try (OperatorClient client = new OperatorClient(options.data)) {
      options.print(
          spec.commandLine().getOut(),
          client.get(PATH),
          List.of("e164PhoneNumber", "voiceConnectorId", "meetings", "callingName"));
    }
    return ExitCode.OK;
  }

  @Command(name = "remove", description = "Removes a number, wherever it leads.")
  int remove(@Parameters(paramLabel = "+E164") String e164, @Mixin OperatorOptions options)
      throws OperatorException {
    if (!e164.matches("\\+?[0-9]{1,20}")) {
      throw new OperatorException("\"" + e164 + "\" is no number such as +12065550100");
    }
    try (OperatorClient client = new OperatorClient(options.data)) {
      options.print(spec.commandLine().getOut(), client.delete(PATH + "/" + e164), List.of());
    }
    return ExitCode.OK;
  }
}
