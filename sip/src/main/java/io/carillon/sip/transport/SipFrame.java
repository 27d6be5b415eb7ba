package io.carillon.sip.transport;

/** What the frame decoder hands on. */
sealed interface SipFrame {

  /**
   * A whole message.
   *
   * @param bytes exactly as they came
   * @param headLength of them, with the empty line
   */
  record Message(MessageHead head, byte[] bytes, int headLength) implements SipFrame {}

  /** CRLFCRLF between messages: the peer wants a CRLF back (RFC 5626 section 3.5.1). */
  record Ping() implements SipFrame {}

  /** One CRLF between messages: the answer to our ping, or nothing. */
  record Pong() implements SipFrame {}

  /**
   * The end of what can be read from this connection.
   *
   * @param head as far as it came, null when not at all
   * @param status to refuse the message with, when it can be answered
   */
  record Fault(DropReason reason, MessageHead head, int status, String phrase)
      implements SipFrame {}
}
