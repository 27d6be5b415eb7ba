package io.carillon.sip.leg;

import io.carillon.sip.dialog.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import javax.sip.message.Message;

/** A message body with its Content-Type. Immutable. */
public final class Body {
  private final String type;
  private final byte[] bytes;

  /**
   * @param type with parameters, such as {@code message/sipfrag;version=2.0}
   */
  public Body(String type, byte[] bytes) {
    this.type = Objects.requireNonNull(type, "type");
    this.bytes = bytes.clone();
  }

  public Body(String type, String text) {
    this(type, text.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<Body> of(Message message) {
    byte[] content = message.getRawContent();
    return content == null || content.length == 0
        ? Optional.empty()
        : Optional.of(new Body(Messages.value(message, "Content-Type").orElse(""), content));
  }

  public String type() {
    return type;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Bodies may hold what is nobody's business. */
  @Override
  public String toString() {
    return "Body[" + type + ", " + bytes.length + " bytes]";
  }
}
