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
   * ACK itself, or has no Via or CSeq. Other fields may be missing, and are then missing in the
   * response too (RFC 4475 section 3.3.1).
   */
  static byte[] to(MessageHead head, int status, String phrase, InetSocketAddress source) {
    if (head.isResponse() || head.method().equals("ACK") || head.startLine().isEmpty()) {
      return null;
    }
    String to = head.first("to");
    String callId = head.callId();
    if (head.first("via") == null || head.first("cseq") == null) {
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
    copy(head, "from", "From: ", text);
    if (to != null) {
      text.append("To: ").append(to);
      if (!to.toLowerCase(Locale.ROOT).contains("tag=")) {
        // Stateless: the same message gets the same tag (RFC 3261 section 8.2.7).
        text.append(";tag=").append(Integer.toHexString(callId.hashCode()));
      }
      text.append("\r\n");
    }
    copy(head, "call-id", "Call-ID: ", text);
    copy(head, "cseq", "CSeq: ", text);
    text.append("Content-Length: 0\r\n\r\n");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void copy(MessageHead head, String field, String name, StringBuilder text) {
    String value = head.first(field);
    if (value != null) {
      text.append(name).append(value).append("\r\n");
    }
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
    return first + ";received=" + Addresses.inMessage(source.getAddress()) + rest;
  }

  private static String clean(String phrase) {
    String text = phrase == null || phrase.isBlank() ? "Bad Request" : phrase;
    String bounded = text.length() > MAX_PHRASE ? text.substring(0, MAX_PHRASE) : text;
    return bounded.replaceAll("[^ -~]", "?");
  }
}
