package io.carillon.benchmarks.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Our media plane in a process of its own, {@link RelayHouse}, with the options that {@code
 * ./carillon} gives a server. Its calls are opened without SIP.
 */
final class CarillonRelay implements Relay {
  private static final HexFormat HEX = HexFormat.of();

  private final String name;
  private final Process process;
  private final PrintWriter to;
  private final BufferedReader from;

  /** UDP ports from the one to the other. */
  record Ports(int lowest, int highest) {}

  /**
   * @param name in the report
   * @param folder for its log
   * @param ports range of the calls
   * @param options of the JVM, added to the ones of the launcher
   */
  CarillonRelay(String name, Path folder, Ports ports, List<String> options) throws IOException {
    this.name = name;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseZGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:AutoBoxCacheMax=65536",
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), RelayHouse.class.getName()));
    command.addAll(List.of(Integer.toString(ports.lowest()), Integer.toString(ports.highest())));
    process =
        new ProcessBuilder(command)
            .redirectError(Redirect.appendTo(folder.resolve("carillon.log").toFile()))
            .start();
    to = new PrintWriter(process.outputWriter(), true);
    from = process.inputReader();
    ask("ready");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Ends call(InetSocketAddress one, byte[] key, InetSocketAddress other) throws IOException {
    String secret = key == null ? RelayHouse.PLAIN : HEX.formatHex(key);
    String[] answer =
        ask("call " + one.getPort() + " " + secret + " " + other.getPort()).split(" ");
    return new Ends(
        address(answer[0]), key == null ? null : HEX.parseHex(answer[1]), address(answer[2]));
  }

  private static InetSocketAddress address(String port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  @Override
  public void hangUp() throws IOException {
    ask("bye");
  }

  private String ask(String request) throws IOException {
    to.println(request);
    String answer = from.readLine();
    if (answer == null || !answer.startsWith(RelayHouse.DONE)) {
      throw new IOException(request + " was answered by " + answer);
    }
    return answer.substring(RelayHouse.DONE.length()).strip();
  }

  @Override
  public void close() {
    to.close(); // it ends with its input
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
