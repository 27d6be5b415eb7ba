package io.carillon.sip.transport;

import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.RequestLineParser;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.Set;

/**
 * JAIN-SIP's parser behind our own reading of the head. The head is written out again, unfolded and
 * without compact names, so that the parser (which joins folded lines without a space, takes a bare
 * CR for a line end and a line of blanks for the end of the head) sees exactly the lines that the
 * framing saw.
 *
 * <p>Thread-safe.
 */
final class MessageParser {
  /** Fields that decide what happens; a message with one of them broken is refused. */
  private static final Set<String> DECISIVE =
      Set.of(
          "via",
          "from",
          "to",
          "call-id",
          "cseq",
          "contact",
          "route",
          "record-route",
          "max-forwards",
          "content-type",
          "content-length",
          "require",
          "rack",
          "rseq",
          "session-expires",
          "min-se");

  private final TransportMetrics metrics;

  MessageParser(TransportMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * The message.
   *
   * @throws BadMessageException with what may be told to the peer
   */
  SIPMessage parse(SipFrame.Message frame) throws BadMessageException {
    MessageHead head = frame.head();
    HeadRules.check(head);
    SIPMessage message;
    try {
      message = new HouseParser().parseSIPMessage(text(frame), true, false, this::onBadField);
    } catch (ParseException e) {
      throw BadMessageException.badRequest(phrase(e));
    }
    if (message == null
        || message.getFrom() == null
        || message.getTo() == null
        || message.getCallId() == null
        || message.getCSeq() == null
        || message.getTopmostVia() == null) {
      throw BadMessageException.badRequest("Bad Header");
    }
    // The cookie says that an identifier follows (RFC 4475 section 3.2.1).
    if ("z9hG4bK".equalsIgnoreCase(message.getTopmostVia().getBranch())) {
      throw BadMessageException.badRequest("Bad Branch");
    }
    EmptyUsers.keep(message);
    return message;
  }

  /** JAIN-SIP's own texts name arrays and buffers; only ours go out. */
  private static String phrase(ParseException failure) {
    String text = failure.getMessage();
    return text != null && text.startsWith("Bad ") && text.length() < 60 ? text : "Bad Request";
  }

  private static byte[] text(SipFrame.Message frame) {
    MessageHead head = frame.head();
    StringBuilder text = new StringBuilder(frame.headLength() + 64);
    text.append(head.startLine()).append("\r\n");
    for (HeaderField field : head.fields()) {
      if (!field.name().equals("content-length")) {
        text.append(field.name()).append(": ").append(field.value()).append("\r\n");
      }
    }
    // Once, and what the framing took for it.
    int body = frame.bytes().length - frame.headLength();
    text.append("content-length: ").append(body).append("\r\n\r\n");
    byte[] first = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[first.length + body];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(frame.bytes(), frame.headLength(), whole, first.length, body);
    return whole;
  }

  @SuppressWarnings("rawtypes") // JAIN-SIP's signature
  private void onBadField(
      ParseException failure, SIPMessage message, Class type, String header, String text)
      throws ParseException {
    int colon = header.indexOf(':');
    String name = colon < 0 ? "" : header.substring(0, colon).toLowerCase(Locale.ROOT);
    if (type == null || !SIPHeader.class.isAssignableFrom(type) || DECISIVE.contains(name)) {
      throw new ParseException("Bad " + (name.isEmpty() ? "Start-Line" : name), 0);
    }
    metrics.unparsedField();
    message.addUnparsed(header);
  }

  /**
   * For JAIN-SIP, which parses a request again when it has forgotten all but its bytes; it must be
   * known by the same transaction id then.
   */
  public static gov.nist.javax.sip.parser.MessageParser again() {
    return new HouseParser();
  }

  /** Makes requests of our own class. */
  private static final class HouseParser extends StringMsgParser {
    @Override
    protected SIPMessage processFirstLine(
        String line, ParseExceptionListener listener, byte[] bytes) throws ParseException {
      if (line.startsWith("SIP/")) {
        return super.processFirstLine(line, listener, bytes);
      }
      IncomingRequest request = new IncomingRequest();
      RequestLine requestLine;
      try {
        requestLine = new RequestLineParser(line + "\n").parse();
      } catch (ParseException e) {
        throw new ParseException("Bad Request-Line", 0);
      }
      request.setRequestLine(requestLine);
      return request;
    }
  }
}
