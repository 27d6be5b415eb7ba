package io.carillon.cli.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.awaitility.Awaitility;

/** Whether somebody listens at an address of IPv4, as the kernel's tables of sockets say. */
final class Listening {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** State 0A of TCP is LISTEN; a datagram socket without a far end is in 07. */
  private static final String ANYBODY = " 00000000:0000 ";

  private Listening() {}

  /**
   * Waits until a program listens.
   *
   * @param transport tcp or udp
   */
  static void await(PeerProcess program, String transport, String host, int port) {
    String row = row(host, port) + ANYBODY + (transport.equals("tcp") ? "0A" : "07");
    Awaitility.await(transport + " socket at " + host + ":" + port)
        .atMost(LONGEST)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> program.hasEnded() || table(transport).contains(row));
  }

  /** Addresses stand there as numbers in the machine's byte order. */
  private static String row(String host, int port) {
    try {
      byte[] bytes = InetAddress.getByName(host).getAddress();
      HexFormat hex = HexFormat.of().withUpperCase();
      return hex.toHexDigits(bytes[3])
          + hex.toHexDigits(bytes[2])
          + hex.toHexDigits(bytes[1])
          + hex.toHexDigits(bytes[0])
          + ":"
          + hex.toHexDigits((short) port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String table(String transport) {
    try {
      return Files.readString(Path.of("/proc/net", transport));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
