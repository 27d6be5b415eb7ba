package io.carillon.cli.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * SIPp 3.6 (Debian's sip-tester, without TLS) with one scenario. Its exit code is 0 when every call
 * went as the scenario says, 1 when one did not, 99 when there was none.
 */
public final class Sipp implements AutoCloseable {
  private static final String STATISTICS = "statistics.csv";
  private static final String ERRORS = "errors.log";
  private static final String MESSAGES = "messages.log";

  private final Path folder;
  private final String address;
  private final int port;
  private final PeerProcess process;

  private Sipp(Path folder, String address, int port, PeerProcess process) {
    this.folder = folder;
    this.address = address;
    this.port = port;
    this.process = process;
  }

  /**
   * How a run ended.
   *
   * @param exit of the program
   * @param successful calls that went as the scenario says
   * @param failed the others
   * @param errors what SIPp wrote about them
   */
  public record Result(int exit, int successful, int failed, String errors) {
    /** Fails unless so many calls succeeded and none failed. */
    public void assertCalls(int expected) {
      if (exit != 0 || successful != expected || failed != 0) {
        throw new AssertionError(this + "\n" + errors);
      }
    }

    @Override
    public String toString() {
      return "sipp ended with " + exit + ": " + successful + " calls good, " + failed + " failed";
    }
  }

  /**
   * Starts it with a port of its own on 127.0.0.1.
   *
   * @param scenario file with the scenario
   * @param parent a folder below target/; its own is made there
   * @param target "127.0.0.1:5060", or empty when the scenario waits for calls
   * @param options further options: -m calls, -l at once, -r per second, -s user, -t t1 for TCP,
   *     -key name value, -inf file, ...
   */
  public static Sipp start(Path scenario, Path parent, String target, String... options) {
    return startAt(target.startsWith("[") ? "::1" : "127.0.0.1", scenario, parent, target, options);
  }

  /** As {@link #start} with an address of its own out of 127.0.0.0/8. */
  public static Sipp startAt(
      String own, Path scenario, Path parent, String target, String... options) {
    return startAt(own, FreePorts.next(4), scenario, parent, target, options);
  }

  /** As {@link #start} with an address and a port that others know already. */
  public static Sipp startAt(
      String own, int port, Path scenario, Path parent, String target, String... options) {
    List<String> words = new ArrayList<>(List.of("-sf", scenario.toAbsolutePath().toString()));
    words.addAll(Arrays.asList(options));
    return launch(own, port, name(scenario), parent, target, words);
  }

  /** As {@link #start} with a scenario built into SIPp: uac, uas, ... */
  public static Sipp startBuiltIn(String scenario, Path parent, String target, String... options) {
    List<String> words = new ArrayList<>(List.of("-sn", scenario));
    words.addAll(Arrays.asList(options));
    return launch("127.0.0.1", FreePorts.next(4), scenario, parent, target, words);
  }

  private static Sipp launch(
      String own, int port, String name, Path parent, String target, List<String> options) {
    // Four ports: SIP, and RTP of -rtp_echo and of pcap replay on the two behind it.
    Path folder = parent.resolve("sipp-" + name + "-" + port).toAbsolutePath();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> words = new ArrayList<>(List.of("sipp"));
    if (!target.isEmpty()) {
      words.add(target);
    }
    words.addAll(options);
    words.addAll(List.of("-i", own, "-p", Integer.toString(port)));
    words.addAll(List.of("-mi", own, "-mp", Integer.toString(port + 2)));
    // Without -nostdin it reads keys from standard input and stops at its end.
    words.addAll(List.of("-nostdin", "-timeout", "300s", "-timeout_error"));
    words.addAll(List.of("-trace_stat", "-stf", STATISTICS, "-fd", "1"));
    words.addAll(List.of("-trace_err", "-error_file", ERRORS));
    words.addAll(List.of("-trace_msg", "-message_file", MESSAGES));
    PeerProcess process = PeerProcess.start(folder, folder.resolve("screen"), words);
    if (target.isEmpty()) {
      // Who waits for calls over TCP cannot be called before it listens.
      Listening.await(process, words.contains("t1") ? "tcp" : "udp", own, port);
    }
    return new Sipp(folder, own, port, process);
  }

  /** Its SIP port, UDP unless told otherwise. */
  public int port() {
    return port;
  }

  /** Where it listens, "127.0.0.1:5060". */
  public String address() {
    return address + ":" + port;
  }

  /** Its address for others to dial. */
  public String uri() {
    return "sip:sipp@" + address();
  }

  /** Every message it sent and received so far. */
  public String messages() {
    return read(MESSAGES);
  }

  /** Waits until all its calls are done. */
  public Result await(Duration longest) {
    int exit = process.awaitExit(longest);
    return new Result(
        exit, count("SuccessfulCall(C)"), count("FailedCall(C)"), read(ERRORS) + tail());
  }

  /** On success there is nothing of interest on its screen. */
  private String tail() {
    String screen = process.log();
    return screen.substring(Math.max(0, screen.length() - 2000));
  }

  /** The newest number of a column of the statistics; their last column is followed by a ";". */
  private int count(String column) {
    List<String> lines = read(STATISTICS).lines().toList();
    if (lines.size() < 2) {
      return 0;
    }
    int index = Arrays.asList(lines.getFirst().split(";")).indexOf(column);
    return Integer.parseInt(lines.getLast().split(";")[index]);
  }

  private String read(String file) {
    try {
      Path path = folder.resolve(file);
      return Files.exists(path) ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path scenario) {
    return scenario.getFileName().toString().replaceAll("\\.[a-z]+$", "");
  }

  @Override
  public void close() {
    process.close();
  }
}
