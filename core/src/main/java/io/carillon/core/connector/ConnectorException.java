package io.carillon.core.connector;

import java.util.Objects;

/** A change that cannot be made as things stand; the message says why, for people. */
public final class ConnectorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What stands in the way. */
  public enum Reason {
    /** What was named is not there. */
    NOT_FOUND,
    /** Something that is there forbids it. */
    CONFLICT
  }

  private final Reason reason;

  public ConnectorException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public Reason reason() {
    return reason;
  }

  static ConnectorException noConnector(String id) {
    return new ConnectorException(
        Reason.NOT_FOUND, "there is no voice connector with the ID " + id);
  }

  static ConnectorException conflict(String message) {
    return new ConnectorException(Reason.CONFLICT, message);
  }

  static ConnectorException notFound(String message) {
    return new ConnectorException(Reason.NOT_FOUND, message);
  }
}
