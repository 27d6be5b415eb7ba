package io.carillon.cli;

import io.carillon.cli.demo.DemoCommand;
import io.carillon.cli.operator.CallCommand;
import io.carillon.cli.operator.CheckCommand;
import io.carillon.cli.operator.ConnectorCommand;
import io.carillon.cli.operator.GroupCommand;
import io.carillon.cli.operator.MeetingCommand;
import io.carillon.cli.operator.NumberCommand;
import io.carillon.cli.operator.OperatorException;
import io.carillon.cli.operator.QualityCommand;
import io.carillon.cli.serve.ServeCommand;
import io.carillon.cli.serve.StartException;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.ReferenceFile;
import io.carillon.core.config.SettingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;

/** The {@code carillon} program. */
@Command(
    name = "carillon",
    description = "Self-hosted SIP/RTP voice connector and meeting media server.",
    mixinStandardHelpOptions = true,
    versionProvider = Carillon.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      MeetingCommand.class,
      CallCommand.class,
      ConnectorCommand.class,
      GroupCommand.class,
      NumberCommand.class,
      QualityCommand.class,
      CheckCommand.class,
      Carillon.SettingsCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Carillon {

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /**
   * Runs one command; the exit code is 0 when it did what was asked, 1 when it failed, 2 for wrong
   * usage.
   */
  public static CommandLine commandLine() {
    return new CommandLine(new Carillon())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println("carillon: " + sentence(failure));
              return ExitCode.SOFTWARE;
            });
  }

  /** What people can act on is said in a sentence; the rest is a bug and comes with its trace. */
  private static String sentence(Exception failure) {
    if (failure instanceof OperatorException
        || failure instanceof SettingException
        || failure instanceof StartException) {
      return failure.getMessage();
    }
    failure.printStackTrace();
    return failure.toString();
  }

  /** Prints the reference configuration. */
  @Command(
      name = "settings",
      description = "Prints every setting with its comment and default, as conf/carillon.yaml.")
  static final class SettingsCommand implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
      spec.commandLine().getOut().print(ReferenceFile.render(CarillonSettings.ALL));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    }
  }

  /** The version the build wrote down. */
  public static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {"carillon " + number()};
    }

    /** The bare number, such as 0.1.0. */
    public static String number() throws IOException {
      Properties properties = new Properties();
      try (InputStream in = Carillon.class.getResourceAsStream("version.properties")) {
        properties.load(in);
      }
      return properties.getProperty("version");
    }
  }
}
