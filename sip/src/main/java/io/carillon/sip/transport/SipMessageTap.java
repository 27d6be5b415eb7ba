package io.carillon.sip.transport;

/**
 * Sees every SIP message as it went over the wire (after TLS), for the SIP message log. Keys and
 * credentials are still in it.
 *
 * <p>Called by the threads that handle or send messages, in the order of one Call-ID; must return
 * quickly.
 */
@FunctionalInterface
public interface SipMessageTap {

  /**
   * @param inbound true when a peer sent it
   * @param callId value of its Call-ID, empty when it has none
   * @param localAddress ip:port
   * @param remote ip:port
   * @param rawText the message, bytes read as UTF-8, at most the message limit
   */
  void message(boolean inbound, String callId, String localAddress, String remote, String rawText);

  /** Looks at nothing. */
  static SipMessageTap none() {
    return (inbound, callId, localAddress, remote, rawText) -> {};
  }
}
