package io.carillon.h323.q931;

import java.util.Optional;

/** The messages of H.225.0 (table 4 of clause 7.2) and their codes (Q.931 4.4). */
public enum MessageType {
  ALERTING(0x01),
  CALL_PROCEEDING(0x02),
  PROGRESS(0x03),
  SETUP(0x05),
  CONNECT(0x07),
  SETUP_ACKNOWLEDGE(0x0d),
  CONNECT_ACKNOWLEDGE(0x0f),
  RELEASE_COMPLETE(0x5a),
  FACILITY(0x62),
  NOTIFY(0x6e),
  STATUS_INQUIRY(0x75),
  INFORMATION(0x7b),
  STATUS(0x7d);

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** None for messages of Q.931 that H.225.0 does not use. */
  static Optional<MessageType> of(int code) {
    for (MessageType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
