package io.carillon.h323.q931;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads and writes Q.931 messages (Q.931 4.1 to 4.5, H.225.0 7.2). Elements that are not known are
 * passed over; of repeated ones the first counts.
 */
public final class Q931Codec {
  private static final int DISCRIMINATOR = 0x08;
  private static final int REFERENCE_FLAG = 0x80;
  private static final int SINGLE_OCTET = 0x80;
  private static final int SHIFT = 0x90;
  private static final int SHIFT_MASK = 0xf0;
  private static final int NON_LOCKING = 0x08;

  private Q931Codec() {}

  /**
   * Reads a message.
   *
   * @throws Q931Exception when it is none, or of a type that H.225.0 does not have
   */
  public static Q931Message read(byte[] octets) throws Q931Exception {
    ByteBuffer in = ByteBuffer.wrap(octets);
    if (in.remaining() < 3 || in.get() != DISCRIMINATOR) {
      throw new Q931Exception("no Q.931 message");
    }
    int length = in.get() & 0xff;
    if (length > 2 || in.remaining() < length + 1) {
      throw new Q931Exception("call reference of " + length + " octets");
    }
    int first = length == 0 ? 0 : in.get() & 0xff;
    int reference = first & ~REFERENCE_FLAG;
    if (length == 2) {
      reference = reference << 8 | in.get() & 0xff;
    }
    int code = in.get() & 0xff;
    MessageType type =
        MessageType.of(code)
            .orElseThrow(() -> new Q931Exception("message type 0x" + Integer.toHexString(code)));
    return new Q931Message(type, reference, (first & REFERENCE_FLAG) != 0, elements(in));
  }

  private static Map<ElementId, ElementContent> elements(ByteBuffer in) throws Q931Exception {
    Map<ElementId, ElementContent> elements = new EnumMap<>(ElementId.class);
    boolean otherCodeset = false;
    boolean once = false;
    while (in.hasRemaining()) {
      int id = in.get() & 0xff;
      if ((id & SINGLE_OCTET) != 0) {
        if ((id & SHIFT_MASK) == SHIFT) {
          otherCodeset = (id & 7) != 0;
          once = (id & NON_LOCKING) != 0;
        }
        continue;
      }
      ElementContent content = content(in, id);
      if (!otherCodeset) {
        for (ElementId known : ElementId.values()) {
          if (known.code() == id) {
            elements.putIfAbsent(known, content);
          }
        }
      } else if (once) {
        otherCodeset = false;
      }
    }
    return elements;
  }

  private static ElementContent content(ByteBuffer in, int id) throws Q931Exception {
    int octets = id == ElementId.USER_USER.code() ? 2 : 1;
    if (in.remaining() < octets) {
      throw new Q931Exception("ends within an element");
    }
    int length = octets == 2 ? in.getShort() & 0xffff : in.get() & 0xff;
    if (in.remaining() < length) {
      throw new Q931Exception("element 0x" + Integer.toHexString(id) + " of " + length + " octets");
    }
    byte[] content = new byte[length];
    in.get(content);
    return new ElementContent(content);
  }

  /** Writes a message; elements come in the order of their codes (Q.931 4.5.1). */
  public static byte[] write(Q931Message message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(DISCRIMINATOR);
    out.write(2);
    out.write(message.callReference() >> 8 | (message.toOriginator() ? REFERENCE_FLAG : 0));
    out.write(message.callReference());
    out.write(message.type().code());
    Arrays.stream(ElementId.values())
        .filter(message.elements()::containsKey)
        .forEach(id -> write(out, id, message.elements().get(id).bytes()));
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, ElementId id, byte[] content) {
    out.write(id.code());
    if (id == ElementId.USER_USER) {
      out.write(content.length >> 8);
    }
    out.write(content.length);
    out.writeBytes(content);
  }
}
