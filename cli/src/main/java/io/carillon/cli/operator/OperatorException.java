package io.carillon.cli.operator;

/** An operator command could not be done; the message says why. */
public final class OperatorException extends Exception {
  private static final long serialVersionUID = 1;

  public OperatorException(String message) {
    super(message);
  }
}
