package io.carillon.h323.call;

import io.carillon.core.call.EndReason;
import io.carillon.h323.h225.Answers;
import io.carillon.h323.h225.UserInformation;
import io.carillon.h323.h245.ControlMessage;
import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Octets;
import io.carillon.h323.q931.ElementId;
import io.carillon.h323.q931.MessageType;
import io.carillon.h323.q931.Q931Message;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What we send on the signalling connection of one call.
 *
 * <p>Owned by the call's strand.
 */
final class CallSignals {
  private static final int CAUSE_STATUS_INQUIRY = 30;
  private static final int STATE_ACTIVE = 10;
  private static final int STATE_PROCEEDING = 9;

  private final SignallingConnection connection;
  private final int callReference;
  private final Answers answers;
  private final boolean tunnelling;
  private final String display;

  /**
   * @param tunnelling whether both sides take H.245 in here
   */
  CallSignals(
      SignallingConnection connection,
      int callReference,
      Answers answers,
      boolean tunnelling,
      String display) {
    this.connection = connection;
    this.callReference = callReference;
    this.answers = answers;
    this.tunnelling = tunnelling;
    this.display = display;
  }

  boolean callProceeding() {
    return send(message(MessageType.CALL_PROCEEDING), answers.callProceeding());
  }

  boolean connect(
      Optional<InetSocketAddress> h245Address, List<Octets> fastStart, boolean fastRefused) {
    return send(
        message(MessageType.CONNECT).withDisplay(display),
        answers.connect(h245Address, fastStart, fastRefused));
  }

  /** A message of H.245 within one of ours. */
  boolean tunnel(ControlMessage control) {
    UserInformation information =
        new UserInformation(answers.carrier(), tunnelling, List.of(new Octets(control.write())));
    return connection.send(
        message(MessageType.FACILITY).with(ElementId.USER_USER, information.write()));
  }

  boolean status(boolean answered) {
    return send(
        message(MessageType.STATUS)
            .withCause(CAUSE_STATUS_INQUIRY)
            .withCallState(answered ? STATE_ACTIVE : STATE_PROCEEDING),
        answers.status());
  }

  /** The last message; the connection is closed after it. */
  void release(EndReason reason) {
    send(
        message(MessageType.RELEASE_COMPLETE).withCause(reason.q850Cause()),
        answers.releaseComplete(ReleaseReasons.h225(reason)));
    connection.close();
  }

  void close() {
    connection.close();
  }

  private Q931Message message(MessageType type) {
    return Q931Message.of(type, callReference, true);
  }

  private boolean send(Q931Message message, Chosen body) {
    UserInformation information = new UserInformation(body, tunnelling, List.of());
    return connection.send(message.with(ElementId.USER_USER, information.write()));
  }
}
