package io.carillon.cli.operator;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code carillon connector origination}: where inbound calls go. */
@Command(
    name = "origination",
    description = "Sets where inbound calls go: the routes to the PBX. What is left out stays.",
    mixinStandardHelpOptions = true)
final class OriginationCommand implements Callable<Integer> {
  @Mixin private ConnectorSetting setting;

  @Option(
      names = "--route",
      paramLabel = "HOST[:PORT]/udp|tcp|tls[,priority=P][,weight=W]",
      description =
          "A route, repeatable; they take the place of all before. Priorities and weights"
              + " are 1-100 (default: 1); the smallest priority is tried first. Without a"
              + " port it is found by DNS.")
  private List<String> routes;

  @Mixin private SwitchOptions calls;

  @Option(names = "--remove", description = "Remove the origination settings.")
  private boolean remove;

  @Override
  public Integer call() throws OperatorException {
    return setting.set(
        new Changes().texts("routes", routes).flag("disabled", calls.disabled()), remove);
  }
}
