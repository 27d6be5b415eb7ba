package io.carillon.benchmarks.meeting;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dials over one SIP/TCP connection, one call after the other: just enough of SIP to get many
 * telephones into a meeting and out again.
 */
final class SipCaller implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final Pattern STATUS = Pattern.compile("SIP/2\\.0 (\\d{3}) .*");
  private static final Pattern RTP_PORT = Pattern.compile("(?m)^m=audio (\\d+) ");
  private static final Pattern ADDRESS = Pattern.compile("(?m)^c=IN IP4 (\\S+)");

  private final Socket socket;
  private final InputStream in;
  private final List<Call> calls = new ArrayList<>();

  private record Call(String id, String from, String to, String target) {}

  private record Message(String start, List<String> headers, String body) {
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

  SipCaller(InetSocketAddress server) throws IOException {
    socket = new Socket(server.getAddress(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Dials and waits for the answer.
   *
   * @param uri to dial
   * @param rtp where the telephone wants its PCMU
   * @return where the server wants it
   */
  InetSocketAddress dial(String uri, InetSocketAddress rtp) throws IOException {
    String id = UUID.randomUUID().toString();
    String from = "<sip:phone@bench.invalid>;tag=" + id.substring(0, 8);
    send("INVITE", uri, id, from, "<" + uri + ">", 1, offer(rtp));
    Message answer = response("INVITE");
    Call call = new Call(id, from, answer.header("To"), contact(answer));
    send("ACK", call.target, id, from, call.to, 1, "");
    calls.add(call);
    return new InetSocketAddress(
        find(ADDRESS, answer.body), Integer.parseInt(find(RTP_PORT, answer.body)));
  }

  /** Ends every call. */
  void hangUp() throws IOException {
    for (Call call : calls) {
      send("BYE", call.target, call.id, call.from, call.to, 2, "");
      response("BYE");
    }
    calls.clear();
  }

  private String offer(InetSocketAddress rtp) {
    String address = rtp.getAddress().getHostAddress();
    return "v=0\r\no=- 1 1 IN IP4 "
        + address
        + "\r\ns=-\r\nc=IN IP4 "
        + address
        + "\r\nt=0 0\r\nm=audio "
        + rtp.getPort()
        + " RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=ptime:20\r\n";
  }

  private void send(
      String method, String uri, String id, String from, String to, int sequence, String body)
      throws IOException {
    String local = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    String request =
        method
            + " "
            + uri
            + " SIP/2.0\r\n"
            + "Via: SIP/2.0/TCP "
            + local
            + ";branch=z9hG4bK"
            + UUID.randomUUID()
            + "\r\n"
            + "Max-Forwards: 70\r\n"
            + "From: "
            + from
            + "\r\n"
            + "To: "
            + to
            + "\r\n"
            + "Call-ID: "
            + id
            + "\r\n"
            + "CSeq: "
            + sequence
            + " "
            + method
            + "\r\n"
            + "Contact: <sip:phone@"
            + local
            + ";transport=tcp>\r\n"
            + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** The final response, which must be 200; others' messages are passed over. */
  private Message response(String method) throws IOException {
    while (true) {
      Message message = read();
      Matcher status = STATUS.matcher(message.start);
      if (!status.matches() || !message.header("CSeq").endsWith(method)) {
        continue;
      }
      int code = Integer.parseInt(status.group(1));
      if (code >= 300) {
        throw new IOException(method + " was answered by " + message.start);
      }
      if (code >= 200) {
        return message;
      }
    }
  }

  private Message read() throws IOException {
    String start = line();
    while (start.isEmpty()) {
      start = line();
    }
    List<String> headers = new ArrayList<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      headers.add(header);
    }
    Message head = new Message(start, headers, "");
    int length = Integer.parseInt(head.header("Content-Length"));
    return new Message(start, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the SIP connection");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static String contact(Message message) throws IOException {
    String contact = message.header("Contact");
    return contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
  }

  private static String find(Pattern pattern, String text) throws IOException {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IOException("no " + pattern + " in the answer");
    }
    return found.group(1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
