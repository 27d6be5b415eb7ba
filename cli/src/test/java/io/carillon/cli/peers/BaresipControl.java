package io.carillon.cli.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Control connection of baresip's module ctrl_tcp: JSON in netstrings ("12:{...},"). It serves one
 * client and tells it every event. A thread of its own reads them.
 */
final class BaresipControl implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Socket socket;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final List<JsonNode> responses = new CopyOnWriteArrayList<>();

  private BaresipControl(Socket socket) {
    this.socket = socket;
    Thread.ofVirtual().name("baresip-control").start(this::readAll);
  }

  static BaresipControl connect(int port) throws IOException {
    return new BaresipControl(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Sends a command of baresip's long names: dial, hangup, sndcode, hold, resume, quit. */
  void send(String command, String parameters, String token) {
    try {
      byte[] json =
          JSON.writeValueAsBytes(Map.of("command", command, "params", parameters, "token", token));
      byte[] head = (json.length + ":").getBytes(StandardCharsets.US_ASCII);
      byte[] message = new byte[head.length + json.length + 1];
      System.arraycopy(head, 0, message, 0, head.length);
      System.arraycopy(json, 0, message, head.length, json.length);
      message[message.length - 1] = ',';
      socket.getOutputStream().write(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Events so far, oldest first. */
  List<JsonNode> events() {
    return List.copyOf(events);
  }

  List<JsonNode> responses() {
    return List.copyOf(responses);
  }

  private void readAll() {
    try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
      while (true) {
        JsonNode message = JSON.readTree(netstring(in));
        (message.path("event").asBoolean() ? events : responses).add(message);
      }
    } catch (IOException closed) {
      // The test or baresip ended the connection: there is nothing more to read.
    }
  }

  private static byte[] netstring(InputStream in) throws IOException {
    int length = 0;
    for (int c = in.read(); c != ':'; c = in.read()) {
      if (c < '0' || c > '9' || length > 1_000_000) {
        throw new EOFException();
      }
      length = length * 10 + c - '0';
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length || in.read() != ',') {
      throw new EOFException();
    }
    return body;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
