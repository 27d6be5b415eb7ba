package io.carillon.sip.transport;

import java.util.Locale;

/** Why a message, a connection or a byte was not taken; the values of the metric's tag. */
public enum DropReason {
  HEAD_TOO_LARGE,
  MESSAGE_TOO_LARGE,
  BAD_CONTENT_LENGTH,
  TRUNCATED,
  MALFORMED,
  PARSER_FAILED,
  HANDLER_FAILED,
  REFUSED_BY_VALVE,
  NO_TRANSACTION,
  QUEUE_FULL,
  TOO_MANY_OF_SOURCE,
  TOO_MANY_CONNECTIONS,
  TOO_MANY_CONNECTIONS_OF_SOURCE,
  TOO_MANY_NEW_CONNECTIONS,
  TOO_MANY_HANDSHAKES,
  HANDSHAKE_FAILED,
  SLOW_SENDER,
  IDLE,
  NO_VALID_MESSAGE,
  NO_PONG,
  PEER_NOT_READING;

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
