package io.carillon.cli.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code carillon number add|list|show|assign|calling-name|remove}. */
@Command(
    name = "number",
    description = "Adds, lists, assigns, names and removes telephone numbers.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class NumberCommand {
  private static final String PATH = "/operator/numbers";
  private static final List<String> COLUMNS =
      List.of(
          "e164PhoneNumber",
          "voiceConnectorId",
          "voiceConnectorGroupId",
          "meetings",
          "callingName");

  @Spec private CommandSpec spec;

  /** Where calls to a number go; one of them. */
  static final class Destination {
    @Option(
        names = "--connector",
        paramLabel = "ID",
        description = "Calls go to the PBX behind this voice connector.")
    private String connector;

    @Option(
        names = "--group",
        paramLabel = "ID",
        description = "Calls go to the first connector of this group that works.")
    private String group;

    @Option(names = "--meetings", description = "Calls go to the meetings' dial-in.")
    private boolean meetings;

    @Option(names = "--unassigned", description = "Calls go nowhere.")
    private boolean unassigned;

    ObjectNode body() throws OperatorException {
      int given =
          (connector != null ? 1 : 0)
              + (group != null ? 1 : 0)
              + (meetings ? 1 : 0)
              + (unassigned ? 1 : 0);
      if (given != 1) {
        throw new OperatorException(
            "a number leads to one place: --connector ID, --group ID, --meetings or --unassigned");
      }
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      if (connector != null) {
        return body.put("voiceConnectorId", connector);
      }
      return group != null
          ? body.put("voiceConnectorGroupId", group)
          : body.put("meetings", meetings);
    }
  }

  private int answer(OperatorOptions options, OperatorOptions.Question question)
      throws OperatorException {
    return options.answer(spec.commandLine().getOut(), COLUMNS, question);
  }

  private static String path(String e164) throws OperatorException {
    if (!e164.matches("\\+?[0-9]{1,20}")) {
      throw new OperatorException("\"" + e164 + "\" is no number such as +12065550100");
    }
    return PATH + "/" + e164;
  }

  @Command(
      name = "add",
      description = "Adds a number that leads to a connector, a group or the meetings' dial-in.")
  int add(
      @Parameters(paramLabel = "+E164", description = "Such as +12065550100.") String e164,
      @Mixin Destination destination,
      @Option(
              names = "--calling-name",
              paramLabel = "N",
              description = "Shown to those called from it: 2-15 letters, digits and spaces.")
          String callingName,
      @Mixin OperatorOptions options)
      throws OperatorException {
    ObjectNode body = destination.body().put("e164PhoneNumber", e164);
    if (callingName != null) {
      body.put("callingName", callingName);
    }
    return answer(options, client -> client.post(PATH, body));
  }

  @Command(name = "list", description = "Lists the numbers and where they lead.")
  int list(@Mixin OperatorOptions options) throws OperatorException {
    return answer(options, client -> client.get(PATH));
  }

  @Command(name = "show", description = "Shows one number.")
  int show(@Parameters(paramLabel = "+E164") String e164, @Mixin OperatorOptions options)
      throws OperatorException {
    String path = path(e164);
    return answer(options, client -> client.get(path));
  }

  @Command(name = "assign", description = "Lets a number lead somewhere else.")
  int assign(
      @Parameters(paramLabel = "+E164") String e164,
      @Mixin Destination destination,
      @Mixin OperatorOptions options)
      throws OperatorException {
    String path = path(e164);
    ObjectNode body = destination.body();
    return answer(options, client -> client.patch(path, body));
  }

  @Command(
      name = "calling-name",
      description = "Changes the name shown to those called from a number, once in 7 days.")
  int callingName(
      @Parameters(paramLabel = "+E164") String e164,
      @Parameters(paramLabel = "NAME", description = "2-15 letters, digits, spaces; empty: none.")
          String name,
      @Mixin OperatorOptions options)
      throws OperatorException {
    String path = path(e164);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("callingName", name);
    return answer(options, client -> client.patch(path, body));
  }

  @Command(name = "remove", description = "Removes a number, wherever it leads.")
  int remove(@Parameters(paramLabel = "+E164") String e164, @Mixin OperatorOptions options)
      throws OperatorException {
    String path = path(e164);
    return answer(options, client -> client.delete(path));
  }
}
