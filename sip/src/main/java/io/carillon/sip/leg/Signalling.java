package io.carillon.sip.leg;

import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.ServerTransaction;
import javax.sip.address.Address;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * What calls need of the SIP stack. Thread-safe; sending does not wait for the network. What cannot
 * be sent is counted and said to the log, and the retransmission or timeout of the call deals with
 * it.
 */
interface Signalling {

  /** A tag nobody can guess. */
  String newTag();

  /** A Call-ID nobody can guess. */
  String newCallId();

  /** Via with a fresh branch for a request on this flow. */
  ViaHeader via(Flow flow);

  /** Our Contact on this flow. */
  Address contact(Flow flow, boolean secure);

  /** Our name in Warning headers. */
  String agent(Flow flow);

  /** Sends a response in its transaction. */
  void respond(ServerTransaction transaction, Response response);

  /**
   * Sends a response again, or for a request without a transaction of its own. On a stream it goes
   * back over the request's connection, whatever its Via says (RFC 3261 18.2.2).
   */
  void respondStateless(Request request, Response response);

  /**
   * Sends a request in a transaction of its own.
   *
   * @return empty when it could not be sent; then {@code answers} has been told, or will be
   */
  Optional<ClientTransaction> send(Request request, Flow flow, Answers answers);

  /** Sends the ACK of a 2xx, which has no transaction. */
  void sendAck(Request ack, Flow flow);

  /** Is told what a request of ours brings. Called on threads of the stack. */
  interface Answers {
    void response(Response response);

    /** No response came, or the way to the far end is broken. */
    void unanswered();
  }
}
