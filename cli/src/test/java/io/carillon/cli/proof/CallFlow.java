package io.carillon.cli.proof;

import static io.carillon.cli.peers.SippScript.callee;
import static io.carillon.cli.peers.SippScript.caller;
import static io.carillon.cli.peers.SippScript.sdp;

import io.carillon.cli.peers.SippScript;

/**
 * Call flows between two parties, written from the side of either, that a server in the middle has
 * to let happen: those of RFC 3665 and RFC 5359 that do not need a registrar, and their kin.
 */
enum CallFlow {
  /** RFC 3665 3.1, 3.2: the caller hangs up. */
  ANSWERED(
      caller("answered")
          .invite(sdp("sendrecv"))
          .perhaps(183)
          .receive(180)
          .receive(200)
          .withBody("m=audio [1-9][0-9]* RTP/AVP 0")
          .ack()
          .pause()
          .request("BYE", "")
          .receive(200),
      callee("answered-callee")
          .respond(180, "Ringing")
          .pause(100)
          .respond(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .receive("BYE")
          .reply(200, "OK")),

  /** A phone that answers by itself may or may not ring first. */
  ANSWERED_AT_ONCE(
      caller("answered-at-once")
          .invite(sdp("sendrecv"))
          .perhaps(180)
          .perhaps(183)
          .receive(200)
          .ack()
          .pause()
          .request("BYE", "")
          .receive(200),
      callee("answered-at-once-callee")
          .respond(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .receive("BYE")
          .reply(200, "OK")),

  /** The called party hangs up. */
  CALLEE_HANGS_UP(
      caller("callee-hangs-up")
          .invite(sdp("sendrecv"))
          .receive(180)
          .receive(200)
          .ack()
          .receive("BYE")
          .reply(200, "OK"),
      callee("callee-hangs-up-callee")
          .respond(180, "Ringing")
          .respond(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .pause()
          .request("BYE", "")
          .receive(200)),

  /** Sound before the answer. */
  EARLY_MEDIA(
      caller("early-media")
          .invite(sdp("sendrecv"))
          .receive(183)
          .withBody("m=audio [1-9][0-9]* RTP/AVP 0")
          .receive(200)
          .ack()
          .pause()
          .request("BYE", "")
          .receive(200),
      callee("early-media-callee")
          .respond(183, "Session Progress", sdp("sendrecv"))
          .pause(500)
          .respond(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .receive("BYE")
          .reply(200, "OK")),

  /** RFC 3665 3.6, its second half: no SDP in the INVITE, the answer in the ACK. */
  LATE_OFFER(
      caller("late-offer-trunk")
          .invite("")
          .receive(180)
          .receive(200)
          .withBody("m=audio [1-9][0-9]* RTP/AVP")
          .ack(sdp("sendrecv"))
          .pause()
          .request("BYE", "")
          .receive(200),
      callee("late-offer-trunk-callee")
          .withBody("m=audio [1-9][0-9]* RTP/AVP")
          .respond(180, "Ringing")
          .respond(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .receive("BYE")
          .reply(200, "OK")),

  /** RFC 3665 3.7: a re-INVITE with another address. */
  REINVITE(
      caller("reinvite")
          .invite(sdp("sendrecv"))
          .receive(180)
          .receive(200)
          .ack()
          .pause(300)
          .request("INVITE", sdp("sendrecv").replace("sipp 1 [call_number]", "sipp 1 99"))
          .receive(200)
          .withBody("m=audio [1-9][0-9]* RTP/AVP 0")
          .ack()
          .pause(300)
          .request("BYE", "")
          .receive(200),
      callee("reinvite-callee")
          .respond(180, "Ringing")
          .respond(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .receive("BYE")
          .reply(200, "OK")),

  /** RFC 3665 3.8: nobody answers and the caller gives up. */
  NO_ANSWER(
      caller("no-answer")
          .invite(sdp("sendrecv"))
          .receive(180)
          .pause(300)
          .cancel()
          .receive(200)
          .receive(487)
          .ackOfRefusal(),
      callee("no-answer-callee")
          .respond(180, "Ringing")
          .receive("CANCEL")
          .replyToCancel()
          .refuseInvite(487, "Request Terminated")
          .receive("ACK")),

  /** RFC 3665 3.9. */
  BUSY(
      caller("busy").invite(sdp("sendrecv")).receive(486).ackOfRefusal(),
      callee("busy-callee").respond(486, "Busy Here").receive("ACK")),

  /** RFC 3665 3.11. */
  UNAVAILABLE(
      caller("unavailable").invite(sdp("sendrecv")).perhaps(180).receive(480).ackOfRefusal(),
      callee("unavailable-callee")
          .respond(180, "Ringing")
          .pause(200)
          .respond(480, "Temporarily Unavailable")
          .receive("ACK")),

  DECLINED(
      caller("declined").invite(sdp("sendrecv")).perhaps(180).receive(603).ackOfRefusal(),
      callee("declined-callee").respond(180, "Ringing").respond(603, "Decline").receive("ACK")),

  /** RFC 5359 2.1 and 2.3: the caller holds the call and takes it back. */
  HOLD(
      caller("hold")
          .invite(sdp("sendrecv"))
          .receive(180)
          .receive(200)
          .ack()
          .pause(300)
          .request("INVITE", sdp("sendonly").replace("sipp 1 [call_number]", "sipp 1 98"))
          .receive(200)
          .withBody("a=recvonly")
          .ack()
          .pause(300)
          .request("INVITE", sdp("sendrecv").replace("sipp 1 [call_number]", "sipp 1 99"))
          .receive(200)
          .withBody("a=sendrecv")
          .ack()
          .pause(300)
          .request("BYE", "")
          .receive(200),
      callee("hold-callee")
          .respond(180, "Ringing")
          .respond(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .receive("INVITE")
          .withBody("a=sendonly")
          .reply(200, "OK", sdp("recvonly"))
          .receive("ACK")
          .receive("INVITE")
          .withBody("a=sendrecv")
          .reply(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .receive("BYE")
          .reply(200, "OK")),

  /** The same by the called party. */
  HOLD_BY_CALLEE(
      caller("held")
          .invite(sdp("sendrecv"))
          .receive(180)
          .receive(200)
          .ack()
          .receive("INVITE")
          .withBody("a=sendonly")
          .reply(200, "OK", sdp("recvonly"))
          .receive("ACK")
          .receive("INVITE")
          .withBody("a=sendrecv")
          .reply(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .receive("BYE")
          .reply(200, "OK"),
      callee("held-callee")
          .respond(180, "Ringing")
          .respond(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .pause(300)
          .request("INVITE", sdp("sendonly").replace("sipp 1 [call_number]", "sipp 1 98"))
          .receive(200)
          .withBody("a=recvonly")
          .ack()
          .pause(300)
          .request("INVITE", sdp("sendrecv").replace("sipp 1 [call_number]", "sipp 1 99"))
          .receive(200)
          .withBody("a=sendrecv")
          .ack()
          .pause(300)
          .request("BYE", "")
          .receive(200)),

  /** The called party is a fax: it asks for T.38 (RFC 3264, ITU-T T.38 annex D). */
  FAX(
      caller("fax")
          .invite(sdp("sendrecv"))
          .receive(180)
          .receive(200)
          .ack()
          .receive("INVITE")
          .withBody("m=image [1-9][0-9]* udptl t38")
          .withBody("T38FaxMaxDatagram:238")
          .reply(200, "OK", SippScript.fax())
          .receive("ACK")
          .receive("BYE")
          .reply(200, "OK"),
      callee("fax-callee")
          .respond(180, "Ringing")
          .respond(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .pause(300)
          .request("INVITE", SippScript.fax())
          .receive(200)
          .withBody("m=image [1-9][0-9]* udptl t38")
          .ack()
          .pause(300)
          .request("BYE", "")
          .receive(200)),

  /** The calling party does not speak T.38: the fax goes on over audio. */
  NO_FAX(
      caller("no-fax")
          .invite(sdp("sendrecv"))
          .receive(180)
          .receive(200)
          .ack()
          .receive("INVITE")
          .withBody("m=image")
          .reply(488, "Not Acceptable Here")
          .receive("ACK")
          .receive("BYE")
          .reply(200, "OK"),
      callee("no-fax-callee")
          .respond(180, "Ringing")
          .respond(200, "OK", sdp("sendrecv"))
          .receive("ACK")
          .pause(300)
          .request("INVITE", SippScript.fax())
          .receive(488)
          .ackOfReinvite()
          .pause(300)
          .request("BYE", "")
          .receive(200));

  private final SippScript caller;
  private final SippScript callee;

  CallFlow(SippScript caller, SippScript callee) {
    this.caller = caller;
    this.callee = callee;
  }

  /** A call that gets a final response at once. */
  static SippScript refused(String name, int status) {
    return caller(name).invite(sdp("sendrecv")).receive(status).ackOfRefusal();
  }

  SippScript callerSide() {
    return caller;
  }

  SippScript calleeSide() {
    return callee;
  }
}
