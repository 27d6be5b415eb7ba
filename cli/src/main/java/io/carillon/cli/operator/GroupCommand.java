package io.carillon.cli.operator;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code carillon group create|list|show|update|delete}. */
@Command(
    name = "group",
    description = "Groups of voice connectors that stand in for each other in inbound calls.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class GroupCommand {
  private static final String PATH = "/operator/groups";
  private static final List<String> COLUMNS =
      List.of("voiceConnectorGroupId", "name", "voiceConnectorItems");
  private static final String ITEM = "CONNECTOR-ID[,priority=P]";

  @Spec private CommandSpec spec;

  private int answer(OperatorOptions options, OperatorOptions.Question question)
      throws OperatorException {
    return options.answer(spec.commandLine().getOut(), COLUMNS, question);
  }

  private static String path(String id) throws OperatorException {
    return PATH + "/" + MeetingCommand.segment(id);
  }

  private static Changes changes(String name, List<String> connectors) {
    return new Changes().text("name", name).texts("voiceConnectorItems", connectors);
  }

  @Command(name = "create", description = "Creates a group and prints its ID.")
  int create(
      @Option(names = "--name", paramLabel = "N", required = true, description = "For people.")
          String name,
      @Option(
              names = "--connector",
              paramLabel = ITEM,
              description =
                  "A connector of the group, repeatable. Calls go to the one with the smallest"
                      + " priority (1-99, default: 1) and fall over to the next.")
          List<String> connectors,
      @Mixin OperatorOptions options)
      throws OperatorException {
    Changes changes = changes(name, connectors);
    return answer(options, client -> client.post(PATH, changes.body()));
  }

  @Command(name = "list", description = "Lists the groups.")
  int list(@Mixin OperatorOptions options) throws OperatorException {
    return answer(options, client -> client.get(PATH));
  }

  @Command(name = "show", description = "Shows one group.")
  int show(@Parameters(paramLabel = "ID") String id, @Mixin OperatorOptions options)
      throws OperatorException {
    String path = path(id);
    return answer(options, client -> client.get(path));
  }

  @Command(
      name = "update",
      description = "Changes a group's name or connectors. What is left out stays.")
  int update(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--name", paramLabel = "N", description = "For people.") String name,
      @Option(
              names = "--connector",
              paramLabel = ITEM,
              description = "As for create; they take the place of all before.")
          List<String> connectors,
      @Mixin OperatorOptions options)
      throws OperatorException {
    Changes changes = changes(name, connectors);
    if (changes.isEmpty()) {
      throw new OperatorException("nothing to set: carillon group update --help");
    }
    String path = path(id);
    return answer(options, client -> client.patch(path, changes.body()));
  }

  @Command(name = "delete", description = "Deletes a group that owns no numbers.")
  int delete(@Parameters(paramLabel = "ID") String id, @Mixin OperatorOptions options)
      throws OperatorException {
    String path = path(id);
    return answer(options, client -> client.delete(path));
  }
}
