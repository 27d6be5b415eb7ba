package io.carillon.benchmarks.relay;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A SIP message in a datagram, as the two parties of the bench need it.
 *
 * @param start its first line
 * @param headers lines between that and the body
 * @param body SDP, or empty
 * @param source who sent it
 */
record SipMessage(String start, List<String> headers, String body, InetSocketAddress source) {
  private static final String END = "\r\n";

  static SipMessage receive(DatagramSocket socket) throws IOException {
    byte[] buffer = new byte[65_535];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    socket.receive(packet);
    String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
    int end = text.indexOf(END + END);
    String head = end < 0 ? text : text.substring(0, end);
    List<String> lines = List.of(head.split(END));
    return new SipMessage(
        lines.getFirst(),
        lines.subList(1, lines.size()),
        end < 0 ? "" : text.substring(end + 4),
        (InetSocketAddress) packet.getSocketAddress());
  }

  static void send(
      DatagramSocket socket, InetSocketAddress to, String start, List<String> headers, String body)
      throws IOException {
    StringBuilder text = new StringBuilder(start).append(END);
    headers.forEach(header -> text.append(header).append(END));
    if (!body.isEmpty()) {
      text.append("Content-Type: application/sdp").append(END);
    }
    text.append("Content-Length: ").append(body.length()).append(END).append(END).append(body);
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, to));
  }

  /** Answers a request with what a response takes over of it. */
  void answer(DatagramSocket socket, String status, String tag, String contact, String sdp)
      throws IOException {
    List<String> echoed = new ArrayList<>();
    for (String header : headers) {
      String name = header.substring(0, Math.max(0, header.indexOf(':'))).toLowerCase(Locale.ROOT);
      switch (name) {
        case "via", "from", "call-id", "cseq", "record-route" -> echoed.add(header);
        case "to" -> echoed.add(header.contains(";tag=") ? header : header + ";tag=" + tag);
        default -> {}
      }
    }
    echoed.add("Contact: <" + contact + ">");
    send(socket, source, "SIP/2.0 " + status, echoed, sdp);
  }

  String method() {
    return start.substring(0, Math.max(0, start.indexOf(' ')));
  }

  /** Of a response; 0 for a request. */
  int status() {
    return start.startsWith("SIP/2.0 ") ? Integer.parseInt(start.substring(8, 11)) : 0;
  }

  String header(String name) throws IOException {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    for (String header : headers) {
      if (header.toLowerCase(Locale.ROOT).startsWith(prefix)) {
        return header.substring(prefix.length()).strip();
      }
    }
    throw new IOException("no " + name + " in " + start);
  }
}
