package io.carillon.cli.operator;

import picocli.CommandLine.Option;

/** Whether the calls of one way are taken. */
final class SwitchOptions {
  @Option(
      names = "--disabled",
      arity = "1",
      paramLabel = "true|false",
      description = "Refuse these calls.")
  private Boolean disabled;

  @Option(names = "--disable", description = "Refuse these calls.")
  private boolean disable;

  @Option(names = "--enable", description = "Take these calls again.")
  private boolean enable;

  /** Null when none of them was given. */
  Boolean disabled() throws OperatorException {
    if ((disabled != null ? 1 : 0) + (disable ? 1 : 0) + (enable ? 1 : 0) > 1) {
      throw new OperatorException("one of --disabled, --disable and --enable, please");
    }
    return disable || enable ? Boolean.valueOf(disable) : disabled;
  }
}
