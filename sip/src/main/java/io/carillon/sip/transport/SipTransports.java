package io.carillon.sip.transport;

import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import java.io.IOException;

/** What the stack asks of a listener beyond JAIN-SIP's own interface. */
public final class SipTransports {
  private SipTransports() {}

  /** The parser for messages that have passed the transports before. */
  public static gov.nist.javax.sip.parser.MessageParser parserOfOwnMessages() {
    return MessageParser.again();
  }

  /** The channel of that listener to the hop; never waits for a connection. */
  public static MessageChannel channel(MessageProcessor processor, SipHop hop) throws IOException {
    return ((SipProcessor) processor).channelTo(hop.address(), hop.expectedName());
  }
}
