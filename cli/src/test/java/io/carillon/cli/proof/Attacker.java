package io.carillon.cli.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends bytes of any kind from an address of its own on loopback, such as 127.0.0.66. */
record Attacker(String source) {
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int LARGEST = 65_535;

  /** Writes datagrams to a port of 127.0.0.1; they have one source port. */
  void datagrams(int port, Iterable<byte[]> payloads) {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
      for (byte[] payload : payloads) {
        send(socket, port, payload);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request over UDP and returns the status of the first answer that is final. */
  int ask(int port, String request) {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String text = request.replace("PORT", Integer.toString(socket.getLocalPort()));
      send(socket, port, text.getBytes(StandardCharsets.ISO_8859_1));
      DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
      while (true) {
        socket.receive(packet);
        int status =
            Integer.parseInt(
                new String(packet.getData(), 8, 3, StandardCharsets.ISO_8859_1)); // after SIP/2.0
        if (status >= 200) {
          return status;
        }
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no answer to " + request, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(DatagramSocket socket, int port, byte[] payload) throws IOException {
    InetAddress server = InetAddress.getByName("127.0.0.1");
    socket.send(new DatagramPacket(payload, payload.length, server, port));
  }

  /** Opens a TCP connection; empty when the server takes none any more. */
  Optional<Socket> connect(int port) {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(source, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
      return Optional.of(socket);
    } catch (IOException refused) {
      close(socket);
      return Optional.empty();
    }
  }

  /** Writes one stream of bytes and closes; the server may close before. */
  void stream(int port, byte[] bytes) {
    connect(port)
        .ifPresent(
            socket -> {
              write(socket, bytes);
              close(socket);
            });
  }

  /** False when the other side has closed. */
  static boolean write(Socket socket, byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Whether the other side has closed, by FIN or by RST. */
  static boolean closed(Socket socket) {
    try {
      socket.setSoTimeout(1);
      InputStream in = socket.getInputStream();
      int next = in.read();
      while (next >= 0) {
        next = in.read();
      }
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
