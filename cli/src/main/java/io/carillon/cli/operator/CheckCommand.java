package io.carillon.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code carillon check}: the running server looks at itself as a far end would. */
@Command(
    name = "check",
    description =
        "Lets the running server look at itself: certificate, addresses told to far ends, media"
            + " ports, disk. Exit code 1 when something is wrong.",
    mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
  @Mixin private OperatorOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws OperatorException {
    JsonNode findings;
    try (OperatorClient client = new OperatorClient(options.data)) {
      findings = client.get("/operator/check");
    }
    options.print(spec.commandLine().getOut(), findings, List.of("level", "about", "text"));
    boolean wrong = false;
    for (JsonNode finding : findings) {
      wrong |= finding.path("level").asText().equals("error");
    }
    return wrong ? ExitCode.SOFTWARE : ExitCode.OK;
  }
}
