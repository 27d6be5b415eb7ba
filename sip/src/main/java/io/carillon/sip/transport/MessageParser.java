package io.carillon.sip.transport;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
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
  private static final Set<Class<?>> NEEDED =
      Set.of(
          From.class,
          To.class,
          CSeq.class,
          Via.class,
          CallID.class,
          ContentLength.class,
          RequestLine.class,
          StatusLine.class);

  private final TransportMetrics metrics;

  MessageParser(TransportMetrics metrics) {
    this.metrics = metrics;
  }

  /** The message; throws ParseException with a reason that may be told to the peer. */
  SIPMessage parse(SipFrame.Message frame) throws ParseException {
    MessageHead head = frame.head();
    if (head.defect() != null) {
      throw new ParseException(head.defect(), 0);
    }
    HeadRules.check(head);
    SIPMessage message =
        new StringMsgParser().parseSIPMessage(text(frame), true, false, this::onBadField);
    if (message == null) {
      throw new ParseException("Empty message", 0);
    }
    if (message.getFrom() == null
        || message.getTo() == null
        || message.getCallId() == null
        || message.getCSeq() == null
        || message.getTopmostVia() == null) {
      throw new ParseException("Via, From, To, Call-ID or CSeq missing", 0);
    }
    return message;
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
    if (type != null && NEEDED.contains(type)) {
      throw failure;
    }
    metrics.unparsedField();
    message.addUnparsed(header);
  }
}
