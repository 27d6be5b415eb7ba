package io.carillon.cli.serve;

import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.SettingException;
import io.carillon.core.config.Settings;
import io.carillon.core.config.SettingsReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code carillon serve}: runs the server in the foreground until SIGTERM or SIGINT. */
@Command(
    name = "serve",
    description = "Runs the server in the foreground; prints one line of JSON when it is ready.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings (default: those of conf/carillon.yaml).")
  private Optional<Path> config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Data folder (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting; overrides the file and the environment. May be repeated.")
  private List<String> sets = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SettingException, StartException, InterruptedException {
    long begun = System.nanoTime();
    Settings settings =
        new SettingsReader(CarillonSettings.ALL).read(config, System.getenv(), sets);
    Server server = Server.start(settings, data);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      server.drainAndClose();
                      // The JVM would exit with 143 after SIGTERM; a drained server exits with 0.
                      Runtime.getRuntime().halt(0);
                    }));
    PrintWriter out = spec.commandLine().getOut();
    out.println(server.readyLine());
    out.flush();
    LOG.info("ready after {} ms", (System.nanoTime() - begun) / 1_000_000);
    new CountDownLatch(1).await(); // the shutdown hook ends the process
    return 0;
  }
}
