package io.carillon.sip.transport;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A response made of the raw header fields, for requests that JAIN-SIP could not parse. */
final class RawResponse {
  private static final int MAX_PHRASE = 100;

  private RawResponse() {}

  /**
   * The response, or null when the message must not or cannot be answered: it is a response or an
   * ACK itself, or Via, From, To, Call-ID or CSeq is missing (RFC 3261 section 8.2.6).
   */
  static byte[] to(MessageHead head, int status, String phrase, InetSocketAddress source) {
    if (head.isResponse() || head.method().equals("ACK") || head.startLine().isEmpty()) {
      return null;
    }
    String from = head.first("from");
    String to = head.first("to");
    String callId = head.first("call-id");
    String cseq = head.first("cseq");
    if (head.first("via") == null || from == null || to == null || callId == null || cseq == null) {
      return null;
    }
    StringBuilder text = new StringBuilder(512);
    text.append("SIP/2.0 ").append(status).append(' ').append(clean(phrase)).append("\r\n");
    boolean top = true;
    for (HeaderField field : head.fields()) {
      if (field.name().equals("via")) {
        text.append("Via: ").append(top ? stamped(field.value(), source) : field.value());
        text.append("\r\n");
        top = false;
      }
    }
    text.append("From: ").append(from).append("\r\n");
    text.append("To: ").append(to);
    if (!to.toLowerCase(Locale.ROOT).contains("tag=")) {
      // Stateless: the same message gets the same tag (RFC 3261 section 8.2.7).
      text.append(";tag=").append(Integer.toHexString(callId.hashCode()));
    }
    text.append("\r\n");
    text.append("Call-ID: ").append(callId).append("\r\n");
    text.append("CSeq: ").append(cseq).append("\r\n");
    text.append("Content-Length: 0\r\n\r\n");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Adds received and the value of rport to the first element of the field. */
  private static String stamped(String via, InetSocketAddress source) {
    int comma = via.indexOf(',');
    String first = comma < 0 ? via : via.substring(0, comma);
    String rest = comma < 0 ? "" : via.substring(comma);
    String lower = first.toLowerCase(Locale.ROOT);
    if (lower.contains("received=") || source == null) {
      return via;
    }
    int rport = lower.indexOf(";rport");
    if (rport >= 0 && !lower.startsWith("=", rport + 6)) {
      first = first.substring(0, rport + 6) + "=" + source.getPort() + first.substring(rport + 6);
    }
    return first + ";received=" + source.getAddress().getHostAddress() + rest;
  }

  private static String clean(String phrase) {
    String text = phrase == null || phrase.isBlank() ? "Bad Request" : phrase;
    String bounded = text.length() > MAX_PHRASE ? text.substring(0, MAX_PHRASE) : text;
    return bounded.replaceAll("[^ -~]", "?");
  }
}
