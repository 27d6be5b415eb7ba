package io.carillon.media.dtmf;

/**
 * The payload of a telephone-event packet (RFC 4733 section 2.3): accessors and a writer.
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   |     event     |E|R| volume    |          duration             |
 * </pre>
 */
public final class TelephoneEvent {
  public static final int BYTES = 4;

  /** The longest duration of one segment, in RTP ticks. */
  public static final int MAX_DURATION = 0xffff;

  private static final String DIGITS = "0123456789*#ABCD";

  private TelephoneEvent() {}

  public static int event(byte[] payload, int offset) {
    return payload[offset] & 0xff;
  }

  public static boolean end(byte[] payload, int offset) {
    return payload[offset + 1] < 0;
  }

  /** RTP ticks since the event began. */
  public static int duration(byte[] payload, int offset) {
    return (payload[offset + 2] & 0xff) << 8 | payload[offset + 3] & 0xff;
  }

  /** The key of an event code 0-15; 0 for any other event. */
  public static char digit(int event) {
    return event >= 0 && event < DIGITS.length() ? DIGITS.charAt(event) : 0;
  }

  /** The event code of a key 0-9, *, #, A-D in either case; -1 when it is none. */
  public static int event(char digit) {
    return DIGITS.indexOf(Character.toUpperCase(digit));
  }

  /**
   * Whether a packet of a payload type that was never agreed on is a telephone-event all the same:
   * a dynamic type, four bytes, a key, the reserved bit clear. Some devices send so.
   */
  public static boolean looksLikeOne(int payloadType, byte[] payload, int offset, int length) {
    return payloadType >= 96
        && payloadType <= 127
        && length == BYTES
        && event(payload, offset) < DIGITS.length()
        && (payload[offset + 1] & 0x40) == 0;
  }

  /**
   * Writes {@link #BYTES}.
   *
   * @param volume 0-63 for 0 to -63 dBm0
   */
  static void write(int event, boolean end, int volume, int duration, byte[] out, int outOffset) {
    out[outOffset] = (byte) event;
    out[outOffset + 1] = (byte) ((end ? 0x80 : 0) | volume & 0x3f);
    out[outOffset + 2] = (byte) (duration >> 8);
    out[outOffset + 3] = (byte) duration;
  }
}
