package io.carillon.cli.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.awaitility.Awaitility;

/** Whether somebody listens at an address, as the kernel's tables of sockets say. */
final class Listening {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** State 0A of TCP is LISTEN; a datagram socket without a far end is in 07. */
  private static final String LISTENING = "0A";

  private static final String OPEN = "07";

  private Listening() {}

  /**
   * Waits until a program listens.
   *
   * @param transport tcp or udp
   */
  static void await(PeerProcess program, String transport, String host, int port) {
    byte[] address = bytes(host);
    String anybody = " " + "00".repeat(address.length) + ":0000 ";
    String row = row(address, port) + anybody + (transport.equals("tcp") ? LISTENING : OPEN);
    String table = address.length == 4 ? transport : transport + "6";
    Awaitility.await(transport + " socket at " + host + ":" + port)
        .atMost(LONGEST)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> program.hasEnded() || table(table).contains(row));
  }

  private static byte[] bytes(String host) {
    try {
      return InetAddress.getByName(host).getAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Addresses stand there as numbers of four bytes in the machine's byte order. */
  private static String row(byte[] address, int port) {
    HexFormat hex = HexFormat.of().withUpperCase();
    StringBuilder row = new StringBuilder();
    for (int word = 0; word < address.length; word += 4) {
      for (int i = 3; i >= 0; i--) {
        row.append(hex.toHexDigits(address[word + i]));
      }
    }
    return row + ":" + hex.toHexDigits((short) port);
  }

  private static String table(String name) {
    try {
      return Files.readString(Path.of("/proc/net", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
