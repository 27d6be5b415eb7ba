package io.carillon.sip.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The system's DNS servers (resolv.conf(5)). */
final class ResolvConf {
  static final Path SYSTEM = Path.of("/etc/resolv.conf");
  private static final int PORT = 53;
  private static final int MAX_SERVERS = 3; // as glibc

  private ResolvConf() {}

  /** Those of the file; without any, the one on this machine, as glibc does. */
  static List<InetSocketAddress> servers(Path file) {
    try (var lines = Files.lines(file)) {
      List<InetSocketAddress> found =
          lines
              .map(line -> line.strip().split("\\s+"))
              .filter(words -> words.length >= 2 && words[0].equals("nameserver"))
              .map(words -> NumericHost.parse(words[1]))
              .flatMap(Optional::stream)
              .limit(MAX_SERVERS)
              .map(address -> new InetSocketAddress(address, PORT))
              .toList();
      return found.isEmpty() ? local() : found;
    } catch (IOException | UncheckedIOException e) {
      return local();
    }
  }

  private static List<InetSocketAddress> local() {
    return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
  }
}
