package io.carillon.cli.operator;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code carillon connector logging}: which logs the calls leave. */
@Command(
    name = "logging",
    description = "Sets which logs the calls leave. What is left out stays.",
    mixinStandardHelpOptions = true)
final class LoggingCommand implements Callable<Integer> {
  @Mixin private ConnectorSetting setting;

  @Option(
      names = "--sip-messages",
      arity = "1",
      paramLabel = "true|false",
      description = "Every SIP message.")
  private Boolean sipMessages;

  @Option(
      names = "--media-quality",
      arity = "1",
      paramLabel = "true|false",
      description = "A media quality record per call and minute.")
  private Boolean mediaQuality;

  @Override
  public Integer call() throws OperatorException {
    return setting.set(
        new Changes()
            .flag("enableSIPLogs", sipMessages)
            .flag("enableMediaMetricLogs", mediaQuality));
  }
}
