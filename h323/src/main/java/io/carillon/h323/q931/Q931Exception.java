package io.carillon.h323.q931;

/** Octets that are no Q.931 message. Thrown often by strangers: no stack trace. */
public final class Q931Exception extends Exception {
  private static final long serialVersionUID = 1;

  Q931Exception(String message) {
    super(message, null, false, false);
  }
}
