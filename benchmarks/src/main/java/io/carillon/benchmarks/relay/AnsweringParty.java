package io.carillon.benchmarks.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Who is called: answers every INVITE at once, and every other request with 200. */
final class AnsweringParty implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final DatagramSocket socket;
  private final String contact;
  private final BlockingQueue<String> offers = new LinkedBlockingQueue<>();

  /** What was answered, by Call-ID, for INVITEs that come again. */
  private final Map<String, String> answered = new ConcurrentHashMap<>();

  private volatile String next = "";

  AnsweringParty(InetAddress address) throws IOException {
    socket = new DatagramSocket(0, address);
    contact = "sip:pbx@" + address.getHostAddress() + ":" + socket.getLocalPort();
  }

  int port() {
    return socket.getLocalPort();
  }

  void start() {
    Thread.ofPlatform().daemon().name("pbx").start(this::run);
  }

  /** Calls that come from now on are answered with this. */
  void answerWith(String sdp) {
    next = sdp;
  }

  /** What the server offered in the next call. */
  String offered() throws IOException {
    try {
      String offer = offers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (offer == null) {
        throw new IOException("the server did not call");
      }
      return offer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void run() {
    try {
      while (!socket.isClosed()) {
        SipMessage request = SipMessage.receive(socket);
        switch (request.method()) {
          case "INVITE" -> invited(request);
          case "ACK", "SIP/2.0" -> {}
          default -> request.answer(socket, "200 OK", "pbx", contact, "");
        }
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void invited(SipMessage invite) throws IOException {
    String id = invite.header("Call-ID");
    if (answered.putIfAbsent(id, next) == null) {
      offers.add(invite.body());
    }
    invite.answer(socket, "200 OK", "pbx", contact, answered.get(id));
  }

  @Override
  public void close() {
    socket.close();
  }
}
