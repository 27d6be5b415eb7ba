package io.carillon.cli.demo;

import io.carillon.cli.operator.OperatorException;
import io.carillon.cli.serve.StartException;
import io.carillon.sip.tls.TlsConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code carillon demo}: the main job at a glance. */
@Command(
    name = "demo",
    description =
        "Starts a server on free ports, makes a meeting, dials in three built-in devices over"
            + " SIP/TLS with SRTP, and shows what came of it.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Option(names = "--check", description = "Fail (exit code 1) when any part is missing.")
  private boolean check;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the data in this new folder (default: a temporary one, kept too).")
  private Optional<Path> data;

  @Spec private CommandSpec spec;

  @Override
  public Integer call()
      throws IOException, StartException, OperatorException, TlsConfigurationException {
    Path folder =
        data.isPresent()
            ? Files.createDirectories(data.get())
            : Files.createTempDirectory("carillon-demo");
    PrintWriter out = spec.commandLine().getOut();
    Report report = new Report(out);
    new Demo(folder.toAbsolutePath(), report).run();
    boolean well = report.finish();
    out.printf("%nEverything lies in %s%n", folder);
    out.flush();
    return well || !check ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
