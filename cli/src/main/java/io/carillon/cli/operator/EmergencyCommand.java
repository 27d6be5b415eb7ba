package io.carillon.cli.operator;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code carillon connector emergency}: where calls for help go. */
@Command(
    name = "emergency",
    description = "Sets where calls to emergency services are routed, for each country.",
    mixinStandardHelpOptions = true)
final class EmergencyCommand implements Callable<Integer> {
  @Mixin private ConnectorSetting setting;

  @Option(
      names = "--number",
      paramLabel = "COUNTRY=+E164[,test=+E164]",
      description =
          "Number that a country's emergency calls go to, and one that tries the way (933"
              + " in the US and Canada); repeatable, they take the place of all before.")
  private List<String> numbers;

  @Option(names = "--remove", description = "Remove the emergency settings.")
  private boolean remove;

  @Override
  public Integer call() throws OperatorException {
    return setting.set(new Changes().texts("numbers", numbers), remove);
  }
}
