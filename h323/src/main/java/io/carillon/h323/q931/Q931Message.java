package io.carillon.h323.q931;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One message of call signalling.
 *
 * @param type what it says
 * @param callReference 0-32767, chosen by who set the call up
 * @param toOriginator the flag of the call reference: true from the side that was called
 * @param elements contents of the elements we know, as they came
 */
public record Q931Message(
    MessageType type,
    int callReference,
    boolean toOriginator,
    Map<ElementId, ElementContent> elements) {

  /** Most octets of an element other than user-to-user. */
  static final int LONGEST = 255;

  private static final int CODING_Q850 = 0x80;
  private static final int LAST = 0x80;

  public Q931Message {
    Objects.requireNonNull(type, "type");
    if (callReference < 0 || callReference > 0x7fff) {
      throw new IllegalArgumentException("call reference " + callReference);
    }
    elements = Map.copyOf(elements);
  }

  public static Q931Message of(MessageType type, int callReference, boolean toOriginator) {
    return new Q931Message(type, callReference, toOriginator, Map.of());
  }

  /** The same with one element more, or another one in its place. */
  public Q931Message with(ElementId id, byte[] content) {
    if (id != ElementId.USER_USER && content.length > LONGEST) {
      throw new IllegalArgumentException(id + " of " + content.length + " octets");
    }
    Map<ElementId, ElementContent> more = new EnumMap<>(ElementId.class);
    more.putAll(elements);
    more.put(id, new ElementContent(content));
    return new Q931Message(type, callReference, toOriginator, more);
  }

  /**
   * The same with a cause.
   *
   * @param value of Q.850, 1-127
   */
  public Q931Message withCause(int value) {
    return with(ElementId.CAUSE, new byte[] {(byte) CODING_Q850, (byte) (LAST | value)});
  }

  /** The same with a text for the far end's display; what is not ASCII is left out. */
  public Q931Message withDisplay(String text) {
    String ascii = text.replaceAll("[^\\x20-\\x7e]", "");
    return with(
        ElementId.DISPLAY,
        ascii.substring(0, Math.min(ascii.length(), 82)).getBytes(StandardCharsets.US_ASCII));
  }

  /** The same with a state of the call as Q.931 4.5.7 numbers them. */
  public Q931Message withCallState(int state) {
    return with(ElementId.CALL_STATE, new byte[] {(byte) state});
  }

  /** The content of an element. */
  public Optional<byte[]> element(ElementId id) {
    return Optional.ofNullable(elements.get(id)).map(ElementContent::bytes);
  }

  /** The cause value of Q.850, when there is one. */
  public OptionalInt cause() {
    byte[] content = element(ElementId.CAUSE).orElse(new byte[0]);
    int at = afterExtensions(content, 0);
    return at < content.length ? OptionalInt.of(content[at] & 0x7f) : OptionalInt.empty();
  }

  /** Text for our display; some senders end it with a NUL, which is left out. */
  public String display() {
    return text(element(ElementId.DISPLAY).orElse(new byte[0]), 0);
  }

  /** Keys pressed (Q.931 4.5.17). */
  public String keypad() {
    return text(element(ElementId.KEYPAD).orElse(new byte[0]), 0);
  }

  /** Digits of the number called, empty when there is none. */
  public String calledNumber() {
    return number(ElementId.CALLED_PARTY_NUMBER);
  }

  /** Digits of the calling number, empty when there is none. */
  public String callingNumber() {
    return number(ElementId.CALLING_PARTY_NUMBER);
  }

  private String number(ElementId id) {
    byte[] content = element(id).orElse(new byte[0]);
    return text(content, afterExtensions(content, 0));
  }

  /** Past an octet and those that extend it: the last one has its highest bit set. */
  private static int afterExtensions(byte[] content, int from) {
    int at = from;
    while (at < content.length && content[at] >= 0) {
      at++;
    }
    return Math.min(content.length, at + 1);
  }

  private static String text(byte[] content, int from) {
    int end = content.length;
    while (end > from && content[end - 1] == 0) {
      end--;
    }
    return new String(content, from, Math.max(0, end - from), StandardCharsets.ISO_8859_1);
  }
}
