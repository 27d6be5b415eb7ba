package io.carillon.sip.leg;

/** Where a call stands. */
enum LegState {
  /** Their INVITE came; nothing final was sent. */
  OFFERED,
  /** Somebody decides; provisional responses go out meanwhile. */
  WAITING,
  /** A reliable 183 is out; its PRACK is awaited. */
  EARLY,
  /** 2xx sent; the ACK is awaited. */
  ANSWERED,
  /** Ended by us after the 2xx but before the ACK: BYE has to wait for it (RFC 3261 15). */
  UNACKNOWLEDGED,
  /** Our INVITE is out; nothing came back. */
  CALLING,
  /** A provisional response came. */
  PROCEEDING,
  /** Given up before any response: CANCEL has to wait for one (RFC 3261 9.1). */
  GIVING_UP,
  /** CANCEL sent; the INVITE's final response is awaited. */
  CANCELLING,
  /** Answered and acknowledged. */
  TALKING,
  /** Our BYE is out. */
  HANGING_UP,
  /** Over. */
  ENDED
}
