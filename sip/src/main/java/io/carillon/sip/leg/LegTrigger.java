package io.carillon.sip.leg;

/** What happens to a call. */
enum LegTrigger {
  /** The call is to be answered, but the caller wants a reliable provisional response first. */
  PROGRESS,
  /** Somebody is to say later whether the call is answered. */
  WAIT,
  /** The call is to be answered now. */
  ACCEPT,
  /** Their PRACK came. */
  PRACK,
  /** Their PRACK did not come for 64*T1. */
  PRACK_MISSING,
  /** Their CANCEL came. */
  CANCEL,
  /** Their ACK came, with what had to be in it. */
  ACK,
  /** Their ACK came without the answer to our offer. */
  ACK_UNUSABLE,
  /** Their ACK did not come for 64*T1. */
  ACK_MISSING,
  /** A provisional response to our INVITE came. */
  PROVISIONAL,
  /** A 2xx to our INVITE came, with what had to be in it. */
  ACCEPTED,
  /** A 2xx to our INVITE came without a usable answer. */
  ACCEPTED_UNUSABLE,
  /** Our INVITE failed: final response, timeout or connection lost. */
  FAILED,
  /** Their BYE came. */
  BYE,
  /** Our BYE got its final response, or none. */
  BYE_DONE,
  /** We want an end: operator, meeting, timers, errors. */
  END
}
