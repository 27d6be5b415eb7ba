package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Limits;
import io.carillon.h323.per.PerException;
import io.carillon.h323.per.Value;
import java.util.Objects;

/**
 * A message of H.245 (clause A.1).
 *
 * @param kind what the far end owes us for it
 * @param name such as openLogicalChannel; of one that we do not know {@code #} and its number
 * @param value what it says
 */
public record ControlMessage(Kind kind, String name, Value value) {

  /** The four kinds of messages. */
  public enum Kind {
    REQUEST("request"),
    RESPONSE("response"),
    COMMAND("command"),
    INDICATION("indication"),
    /** A kind that a later version has. */
    UNKNOWN("");

    private final String alternative;

    Kind(String alternative) {
      this.alternative = alternative;
    }

    static Kind of(String alternative) {
      for (Kind kind : values()) {
        if (kind.alternative.equals(alternative)) {
          return kind;
        }
      }
      return UNKNOWN;
    }
  }

  public ControlMessage {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  static ControlMessage request(String name, Value value) {
    return new ControlMessage(Kind.REQUEST, name, value);
  }

  static ControlMessage response(String name, Value value) {
    return new ControlMessage(Kind.RESPONSE, name, value);
  }

  static ControlMessage command(String name, Value value) {
    return new ControlMessage(Kind.COMMAND, name, value);
  }

  static ControlMessage indication(String name, Value value) {
    return new ControlMessage(Kind.INDICATION, name, value);
  }

  /** Ends the session; nothing follows it. */
  public static ControlMessage endSession() {
    return command("endSessionCommand", Chosen.of("disconnect"));
  }

  /**
   * @throws PerException when the octets are no message
   */
  public static ControlMessage read(byte[] octets) throws PerException {
    Chosen message =
        (Chosen) ControlTypes.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.decode(octets, Limits.USUAL);
    Kind kind = Kind.of(message.name());
    return message.value() instanceof Chosen inner
        ? new ControlMessage(kind, inner.name(), inner.value())
        : new ControlMessage(Kind.UNKNOWN, message.name(), message.value());
  }

  public byte[] write() {
    return ControlTypes.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.encode(
        new Chosen(kind.alternative, new Chosen(name, value)));
  }

  /** What it says where that is a SEQUENCE, none of its components otherwise. */
  Fields fields() {
    return value instanceof Fields fields ? fields : Fields.NONE;
  }
}
