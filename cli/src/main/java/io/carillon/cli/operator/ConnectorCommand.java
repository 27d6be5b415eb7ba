package io.carillon.cli.operator;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code carillon connector create|list|show|update|delete}; its settings are commands of their
 * own.
 */
@Command(
    name = "connector",
    description = "Creates, lists, shows, sets up and deletes voice connectors (SIP trunks).",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      OriginationCommand.class,
      TerminationCommand.class,
      StreamingCommand.class,
      EmergencyCommand.class,
      LoggingCommand.class
    })
public final class ConnectorCommand {
  static final List<String> COLUMNS =
      List.of("voiceConnectorId", "name", "outboundHostName", "requireEncryption", "region");

  private static final String PATH = "/operator/connectors";
  @Spec private CommandSpec spec;

  private int answer(OperatorOptions options, OperatorOptions.Question question)
      throws OperatorException {
    return options.answer(spec.commandLine().getOut(), COLUMNS, question);
  }

  static String path(String id) throws OperatorException {
    return PATH + "/" + MeetingCommand.segment(id);
  }

  @Command(name = "create", description = "Creates a connector and prints its ID and host name.")
  int create(
      @Option(names = "--name", paramLabel = "N", required = true, description = "For people.")
          String name,
      @Option(names = "--require-encryption", description = "Only TLS and SRTP, both ways.")
          boolean encryption,
      @Option(
              names = "--region",
              paramLabel = "R",
              description = "Region name in its metrics and events (default: aws.region).")
          String region,
      @Mixin OperatorOptions options)
      throws OperatorException {
    Changes made =
        new Changes()
            .text("name", name)
            .flag("requireEncryption", encryption)
            .text("region", region);
    return answer(options, client -> client.post(PATH, made.body()));
  }

  @Command(name = "list", description = "Lists the connectors.")
  int list(@Mixin OperatorOptions options) throws OperatorException {
    return answer(options, client -> client.get(PATH));
  }

  @Command(name = "show", description = "Shows one connector with its settings.")
  int show(@Parameters(paramLabel = "ID") String id, @Mixin OperatorOptions options)
      throws OperatorException {
    String path = path(id);
    return answer(options, client -> client.get(path));
  }

  @Command(name = "update", description = "Changes a connector's name or encryption.")
  int update(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--name", paramLabel = "N", description = "For people.") String name,
      @Option(
              names = "--require-encryption",
              arity = "1",
              paramLabel = "true|false",
              description = "Only TLS and SRTP, both ways.")
          Boolean encryption,
      @Mixin OperatorOptions options)
      throws OperatorException {
    Changes changes = new Changes().text("name", name).flag("requireEncryption", encryption);
    String path = path(id);
    return answer(options, client -> client.patch(path, changes.body()));
  }

  @Command(
      name = "delete",
      description = "Deletes a connector that owns no numbers and is in no group.")
  int delete(@Parameters(paramLabel = "ID") String id, @Mixin OperatorOptions options)
      throws OperatorException {
    String path = path(id);
    return answer(options, client -> client.delete(path));
  }
}
