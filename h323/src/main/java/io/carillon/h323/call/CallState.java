package io.carillon.h323.call;

/** Where a call stands. */
enum CallState {
  /** Its Setup is being answered. */
  OFFERED,
  /** Answered; there is no channel yet on which it hears us. */
  CONNECTED,
  /** It hears us. */
  TALKING,
  ENDED
}
