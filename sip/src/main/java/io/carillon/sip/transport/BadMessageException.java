package io.carillon.sip.transport;

/** A message that is refused; carries what a response says. */
final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  BadMessageException(int status, String phrase) {
    // No stack trace: this is made for every bad message of a flood.
    super(phrase, null, false, false);
    this.status = status;
  }

  static BadMessageException badRequest(String phrase) {
    return new BadMessageException(400, phrase);
  }

  int status() {
    return status;
  }
}
