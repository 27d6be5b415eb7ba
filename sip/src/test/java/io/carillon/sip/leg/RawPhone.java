package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A phone that writes SIP by hand over UDP, so that a test can say exactly what comes over the wire
 * and when. One dialog each.
 */
public final class RawPhone implements AutoCloseable {
  public static final String OFFER = offer("sendrecv", 1);

  private static final int PATIENCE_MILLIS = 5000;

  public String callId = UUID.randomUUID().toString();
  public final String fromTag = "phone" + System.nanoTime();
  public String target;
  public String toTag = "";
  public int cseq = 1;
  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final Deque<RawMessage> unread = new ArrayDeque<>();
  private int inviteCseq;
  private String inviteBranch = "z9hG4bKnoInviteSent";

  public RawPhone(InetSocketAddress server) throws IOException {
    this.server = server;
    this.socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    this.target = "sip:anybody@127.0.0.1:" + server.getPort();
  }

  public static String offer(String direction, int version) {
    return "v=0\r\no=phone 1 "
        + version
        + " IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + "m=audio 40000 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
        + "a=rtpmap:101 telephone-event/8000\r\na="
        + direction
        + "\r\n";
  }

  /** Where this phone is reached. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Sends a request of this phone's dialog with the next CSeq; extra lines are whole headers. */
  public void send(String method, String body, String... extra) throws IOException {
    if (!method.equals("ACK") && !method.equals("CANCEL")) {
      cseq++;
    }
    sendWithCseq(method, cseq, body, extra);
  }

  public void sendWithCseq(String method, int number, String body, String... extra)
      throws IOException {
    String branch = "z9hG4bK" + UUID.randomUUID();
    if (method.equals("INVITE")) {
      inviteBranch = branch;
      inviteCseq = number;
    } else if (method.equals("CANCEL")) {
      branch = inviteBranch;
    }
    StringBuilder text =
        new StringBuilder(method + " " + target + " SIP/2.0\r\n")
            .append("Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort())
            .append(";rport;branch=" + branch + "\r\n")
            .append("From: <sip:phone@127.0.0.1>;tag=" + fromTag + "\r\n")
            .append("To: <sip:anybody@127.0.0.1>" + (toTag.isEmpty() ? "" : ";tag=" + toTag))
            .append("\r\nCall-ID: " + callId + "\r\n")
            .append("CSeq: " + number + " " + method + "\r\n");
    if (method.equals("INVITE") || method.equals("UPDATE")) {
      text.append("Contact: <sip:phone@127.0.0.1:" + socket.getLocalPort() + ">\r\n");
    }
    boolean hops = false;
    boolean type = false;
    for (String line : extra) {
      text.append(line).append("\r\n");
      hops |= line.startsWith("Max-Forwards");
      type |= line.startsWith("Content-Type");
    }
    if (!hops) {
      text.append("Max-Forwards: 70\r\n");
    }
    if (!body.isEmpty() && !type) {
      text.append("Content-Type: application/sdp\r\n");
    }
    text.append("Content-Length: " + body.length() + "\r\n\r\n" + body);
    sendRaw(text.toString());
  }

  public void sendRaw(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, server));
  }

  /** The final response to the last request of that method; provisional ones are passed over. */
  public RawMessage response(String method) throws IOException {
    RawMessage found =
        next(
            message ->
                message.isResponse()
                    && message.status() >= 200
                    && message.header("CSeq").equals(cseq + " " + method));
    if (method.equals("INVITE") && found.status() >= 300) {
      sendAckToRefusal(found);
    }
    return found;
  }

  /** The final response to the last INVITE, whatever was sent since; a refusal is acknowledged. */
  RawMessage answer() throws IOException {
    int last = cseq;
    cseq = inviteCseq;
    RawMessage found = response("INVITE");
    cseq = last;
    return found;
  }

  /** Acknowledges the 2xx to the last INVITE. */
  void acknowledge(String body) throws IOException {
    sendWithCseq("ACK", inviteCseq, body);
  }

  /** Acknowledges a reliable provisional response; gives the response to that. */
  RawMessage prack(RawMessage reliable, String body) throws IOException {
    send("PRACK", body, "RAck: " + reliable.header("RSeq") + " " + inviteCseq + " INVITE");
    return response("PRACK");
  }

  public RawMessage provisional(int status) throws IOException {
    return next(message -> message.isResponse() && message.status() == status);
  }

  private void sendAckToRefusal(RawMessage refusal) throws IOException {
    sendRaw(
        "ACK "
            + target
            + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
            + socket.getLocalPort()
            + ";rport;branch="
            + inviteBranch
            + "\r\nFrom: <sip:phone@127.0.0.1>;tag="
            + fromTag
            + "\r\nTo: "
            + refusal.header("To")
            + "\r\nCall-ID: "
            + callId
            + "\r\nCSeq: "
            + cseq
            + " ACK\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
  }

  /** The next request of that method from the server. */
  public RawMessage request(String method) throws IOException {
    return next(message -> !message.isResponse() && message.method().equals(method));
  }

  /** Answers a request of the server. */
  public void reply(RawMessage request, int status, String body, String... extra)
      throws IOException {
    StringBuilder text = new StringBuilder("SIP/2.0 " + status + " Test\r\n");
    request.all("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
    request
        .all("Record-Route")
        .forEach(route -> text.append("Record-Route: ").append(route).append("\r\n"));
    String to = request.header("To");
    text.append("From: ").append(request.header("From")).append("\r\nTo: ").append(to);
    boolean hasTag = to.contains("tag=");
    boolean ownTag = false;
    for (String line : extra) {
      ownTag |= line.startsWith("X-Tag: ");
    }
    if (!hasTag && !ownTag && status > 100) {
      text.append(";tag=").append(fromTag);
    }
    for (String line : extra) {
      if (line.startsWith("X-Tag: ") && !hasTag) {
        text.append(";tag=").append(line.substring(7));
      }
    }
    text.append("\r\nCall-ID: ").append(request.header("Call-ID"));
    text.append("\r\nCSeq: ").append(request.header("CSeq")).append("\r\n");
    if (Stream.of(extra).noneMatch(line -> line.startsWith("Contact:"))) {
      text.append("Contact: <sip:phone@127.0.0.1:" + socket.getLocalPort() + ">\r\n");
    }
    for (String line : extra) {
      if (!line.startsWith("X-Tag: ")) {
        text.append(line).append("\r\n");
      }
    }
    if (!body.isEmpty()) {
      text.append("Content-Type: application/sdp\r\n");
    }
    text.append("Content-Length: " + body.length() + "\r\n\r\n" + body);
    sendRaw(text.toString());
  }

  private interface Wanted {
    boolean is(RawMessage message);
  }

  private RawMessage next(Wanted wanted) throws IOException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    Deque<RawMessage> others = new ArrayDeque<>();
    try {
      while (true) {
        RawMessage message = unread.isEmpty() ? receive(end) : unread.poll();
        if (wanted.is(message)) {
          return message;
        }
        others.add(message);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("not received; received instead: " + others, e);
    }
  }

  private RawMessage receive(long end) throws IOException {
    long millis = (end - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("patience is over");
    }
    socket.setSoTimeout((int) millis);
    DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
    socket.receive(packet);
    return new RawMessage(
        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
  }

  /** Calls and acknowledges; the dialog stands then. */
  public RawMessage establish(String... extra) throws IOException {
    send("INVITE", OFFER, extra);
    RawMessage ok = response("INVITE");
    assertThat(ok.status()).as(ok.text()).isEqualTo(200);
    enter(ok);
    send("ACK", "");
    return ok;
  }

  /** Becomes the called side of the dialog an INVITE of the server begins. */
  public void adopt(RawMessage invite) {
    callId = invite.header("Call-ID");
    String from = invite.header("From");
    toTag = from.substring(from.indexOf("tag=") + 4);
    String contact = invite.header("Contact");
    target = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
  }

  /** The hop that leads here. */
  public SipHop hop() {
    return new SipHop(address(), SipTransport.UDP);
  }

  /** Takes over what a dialog-making response says. */
  public void enter(RawMessage response) {
    toTag = response.toTag().orElseThrow();
    String contact = response.header("Contact");
    target = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
  }

  public void hangUp() throws IOException {
    send("BYE", "");
    assertThat(response("BYE").status()).isEqualTo(200);
  }

  @Override
  public void close() {
    socket.close();
  }
}
