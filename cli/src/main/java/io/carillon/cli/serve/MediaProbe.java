package io.carillon.cli.serve;

import io.carillon.core.config.PortRange;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Sends a datagram to an address that is said to be ours and waits for it on a media port. */
final class MediaProbe {
  private static final int TRIES = 50;

  private final Duration patience;

  MediaProbe(Duration patience) {
    this.patience = patience;
  }

  /** Empty when the datagram came, else why not. */
  Optional<String> probe(String address, PortRange ports) {
    byte[] mark = ("carillon " + System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
    try (DatagramSocket receiver = bound(ports);
        DatagramSocket sender = new DatagramSocket()) {
      receiver.setSoTimeout(Math.toIntExact(patience.toMillis()));
      sender.send(
          new DatagramPacket(
              mark, mark.length, InetAddress.getByName(address), receiver.getLocalPort()));
      DatagramPacket packet = new DatagramPacket(new byte[mark.length], mark.length);
      receiver.receive(packet);
      return Optional.empty();
    } catch (SocketTimeoutException e) {
      return Optional.of("nothing within " + patience.toSeconds() + " s");
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** A free port of the range, from its end, where calls come last. */
  private static DatagramSocket bound(PortRange ports) throws SocketException {
    SocketException last = new SocketException("no port of " + ports + " is free");
    for (int port = ports.last(); port > Math.max(ports.first(), ports.last() - TRIES); port--) {
      try {
        return new DatagramSocket(port);
      } catch (SocketException e) {
        last = e;
      }
    }
    throw last;
  }
}
