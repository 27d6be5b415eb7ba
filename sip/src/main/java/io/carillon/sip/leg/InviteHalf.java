package io.carillon.sip.leg;

import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The half of a call that sets it up: answering or calling. Owned by the call's strand. */
sealed interface InviteHalf permits IncomingInvite, OutgoingInvite {

  /** The call begins. */
  void begin();

  /**
   * Does one of the SEND effects of setting up.
   *
   * @param outcome why the call ends, where the effect says so
   */
  void perform(LegEffect effect, Refusal outcome);

  /** An ACK of this dialog came. */
  void acknowledged(Request ack);

  /** A PRACK came, in order; it is answered here. */
  void pracked(Request prack, ServerTransaction transaction);

  /** A 2xx that belongs to no transaction came. */
  void answeredAgain(Response response);

  /** The dialog of a request that comes before the call is answered. */
  Optional<Dialog> earlyDialog(Request request);

  /** The dialog of requests of ours before the call is answered; from any thread. */
  Optional<Dialog> earlyDialog();

  /**
   * The call is over for everybody else.
   *
   * @param farEndSaid Reason of the far end's CANCEL or BYE
   */
  void released(Refusal outcome, List<HeaderLine> farEndSaid);

  /** No timer runs after this. */
  void stop();
}
