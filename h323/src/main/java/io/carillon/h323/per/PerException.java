package io.carillon.h323.per;

/**
 * Bytes that are no encoding of the type they were read as. Thrown often by strangers: no stack
 * trace.
 */
public final class PerException extends Exception {
  private static final long serialVersionUID = 1;

  PerException(String message) {
    super(message, null, false, false);
  }

  /** The same mistake, found within a component of that name. */
  PerException in(String component) {
    return new PerException(component + "." + getMessage());
  }
}
