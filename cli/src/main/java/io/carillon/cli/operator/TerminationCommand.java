package io.carillon.cli.operator;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code carillon connector termination}: what the PBX may do. */
@Command(
    name = "termination",
    description = "Sets what the PBX may do: outbound calls. What is left out stays.",
    mixinStandardHelpOptions = true)
final class TerminationCommand implements Callable<Integer> {
  @Mixin private ConnectorSetting setting;

  @Option(
      names = "--cidr",
      paramLabel = "C",
      split = ",",
      description = "Addresses the PBX calls from, repeatable; they take the place of all before.")
  private List<String> cidrs;

  @Option(
      names = "--calling-regions",
      paramLabel = "US",
      split = ",",
      description = "Countries that may be called, as ISO codes; at least one.")
  private List<String> regions;

  @Option(
      names = "--credentials",
      paramLabel = "USER:PASSWORD",
      description = "Adds a user name, or gives it a new password; repeatable.")
  private List<String> credentials;

  @Option(
      names = "--remove-credentials",
      paramLabel = "USER",
      description = "Removes a user name; repeatable.")
  private List<String> removed;

  @Option(names = "--cps", paramLabel = "N", description = "Most new calls a second (default: 1).")
  private Integer cps;

  @Option(
      names = "--default-number",
      paramLabel = "+E164",
      description = "Caller number of calls that bring none; empty for none.")
  private String number;

  @Mixin private SwitchOptions calls;

  @Option(names = "--remove", description = "Remove the termination settings.")
  private boolean remove;

  @Override
  public Integer call() throws OperatorException {
    return setting.set(
        new Changes()
            .texts("cidrAllowedList", cidrs)
            .texts("callingRegions", regions)
            .texts("credentials", credentials)
            .texts("removedCredentials", removed)
            .number("cpsLimit", cps)
            .text("defaultPhoneNumber", number)
            .flag("disabled", calls.disabled()),
        remove);
  }
}
