package io.carillon.benchmarks;

import io.carillon.benchmarks.calls.CallsCommand;
import io.carillon.benchmarks.meeting.MeetingCommand;
import io.carillon.benchmarks.relay.RelayCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code carillon bench}: what the server costs. docs/performance.md keeps the figures. */
@Command(
    name = "carillon bench",
    description = "Measures what the server costs.",
    mixinStandardHelpOptions = true,
    subcommands = {
      MeetingCommand.class,
      RelayCommand.class,
      CallsCommand.class,
      LoopCommand.class,
      MemoryCommand.class,
      JmhCommand.class
    })
public final class Bench {

  private Bench() {}

  public static void main(String[] args) {
    System.exit(command().execute(args.length == 0 ? new String[] {"--help"} : args));
  }

  static CommandLine command() {
    return new CommandLine(new Bench());
  }
}
