package io.carillon.sip.leg;

/** What a transition makes the call do; {@link SipLeg} does it. */
enum LegEffect {
  /** A reliable 183 with SDP. */
  SEND_PROGRESS,
  /** The 2xx to their INVITE, repeated until the ACK. */
  SEND_ANSWER,
  /** The final response the end reason asks for. */
  SEND_REFUSAL,
  SEND_ACK,
  SEND_CANCEL,
  SEND_BYE,
  /** 200 to their BYE. */
  ANSWER_BYE,
  /** The call goes, unanswered, to who decides on it. */
  HAND_UP,
  /** The leg goes to whom the dial plan says. */
  HAND_OVER,
  /**
   * The leg is over for everybody else: media closed, ports given back, {@code LegEnded} published.
   * Always before the message that tells the far end, so that what it knows to be over is on
   * record.
   */
  RELEASE,
  /** Out of the table of calls, all timers off. */
  FORGET
}
