package io.carillon.benchmarks.meeting;

import io.carillon.benchmarks.machine.Machine;
import io.carillon.benchmarks.machine.ResultFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code carillon bench meeting}. */
@Command(
    name = "meeting",
    description =
        "One meeting of PCMU telephones on a server of its own and on Debian's janus audiobridge,"
            + " in turns: CPU time per participant, delay, lost and late packets.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class MeetingCommand implements Callable<Integer> {
  @Option(names = "--participants", description = "2-250", defaultValue = "50")
  private int participants;

  @Option(names = "--talkers", description = "how many of them speak", defaultValue = "3")
  private int talkers;

  @Option(names = "--seconds", description = "of each round", defaultValue = "20")
  private int seconds;

  @Option(names = "--rounds", description = "of each server", defaultValue = "3")
  private int rounds;

  @Option(names = "--settle", description = "seconds before each round", defaultValue = "5")
  private int settle;

  @Option(names = "--warm-up", description = "seconds before the first round", defaultValue = "40")
  private int warmUp;

  @Option(names = "--no-janus", description = "Leave the peer out.")
  private boolean alone;

  @Option(
      names = "--streams",
      description = "Also a server that keeps each participant's audio, as it does by default.")
  private boolean streams;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the servers; may be given more than once.")
  private List<String> settings = List.of();

  @Mixin private ResultFolder results;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Load load;
    try {
      load = new Load(participants, talkers, settle, seconds, rounds, warmUp);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    Path folder = results.make("meeting");
    PrintWriter writer = spec.commandLine().getOut();
    List<Bridge> bridges = new ArrayList<>();
    try {
      start(bridges, folder);
      Report report =
          new Report(
              load,
              Machine.here(),
              Instant.now(),
              bridges.stream().map(Bridge::name).toList(),
              new Comparison(load, writer).run(bridges));
      report.write(folder.resolve("meeting.json"));
      ResultFolder.report(folder, "meeting", report.markdown(), writer);
    } finally {
      for (Bridge bridge : bridges) {
        bridge.close();
      }
    }
    return ExitCode.OK;
  }

  private void start(List<Bridge> bridges, Path folder) throws IOException {
    List<String> options = new ArrayList<>();
    for (String setting : settings) {
      options.addAll(List.of("--set", setting));
    }
    if (streams) {
      bridges.add(carillon("carillon, keeping audio", folder, "keeping", options));
    }
    // The peer keeps no audio either.
    options.addAll(List.of("--set", "streams.enabled=false"));
    bridges.add(carillon("carillon", folder, "carillon", options));
    if (!alone) {
      bridges.add(new JanusBridge(Files.createDirectories(folder.resolve("janus"))));
    }
  }

  private static Bridge carillon(String name, Path folder, String data, List<String> options)
      throws IOException {
    return new CarillonBridge(name, Files.createDirectories(folder.resolve(data)), options);
  }
}
