package io.carillon.cli.operator;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A setting of one connector, named as its command. */
final class ConnectorSetting {
  @Parameters(paramLabel = "ID")
  private String id;

  @Mixin private OperatorOptions options;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Changes what was given and prints the connector. */
  int set(Changes changes) throws OperatorException {
    return set(changes, false);
  }

  /**
   * As {@link #set(Changes)}.
   *
   * @param remove the whole setting instead
   */
  int set(Changes changes, boolean remove) throws OperatorException {
    String path = ConnectorCommand.path(id) + "/" + command.name();
    if (remove && !changes.isEmpty()) {
      throw new OperatorException("--remove goes with no other option");
    }
    if (!remove && changes.isEmpty()) {
      throw new OperatorException(
          "nothing to set: carillon connector " + command.name() + " --help");
    }
    return options.answer(
        command.commandLine().getOut(),
        ConnectorCommand.COLUMNS,
        client -> remove ? client.delete(path) : client.patch(path, changes.body()));
  }
}
