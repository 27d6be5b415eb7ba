package io.carillon.cli.operator;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code carillon connector streaming}: what becomes of each party's audio. */
@Command(
    name = "streaming",
    description = "Sets the streaming of each party's audio. What is left out stays.",
    mixinStandardHelpOptions = true)
final class StreamingCommand implements Callable<Integer> {
  @Mixin private ConnectorSetting setting;

  @Option(
      names = "--retention-hours",
      paramLabel = "N",
      description = "How long the audio is kept; 0 keeps nothing.")
  private Integer hours;

  @Option(
      names = "--notify",
      paramLabel = "TARGET",
      split = ",",
      description = "Where events are sent: EventBridge, SNS, SQS.")
  private List<String> targets;

  @Option(
      names = "--disabled",
      arity = "1",
      paramLabel = "true|false",
      description = "Stream nothing.")
  private Boolean disabled;

  @Option(names = "--remove", description = "Remove the streaming settings.")
  private boolean remove;

  @Override
  public Integer call() throws OperatorException {
    return setting.set(
        new Changes()
            .number("dataRetentionInHours", hours)
            .texts("notificationTargets", targets)
            .flag("disabled", disabled),
        remove);
  }
}
