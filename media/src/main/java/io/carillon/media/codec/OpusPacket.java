package io.carillon.media.codec;

/**
 * What the first bytes of an Opus packet say (RFC 6716 section 3).
 *
 * <pre>
 *   |0 1 2 3 4|5|6 7|
 *   | config  |s| c |   c: 0 one frame, 1 two equal ones, 2 two, 3 a number in the next byte
 * </pre>
 */
final class OpusPacket {
  private static final int MAX_FRAME_BYTES = 1275;

  private OpusPacket() {}

  /** Samples at this rate, or -1 when the packet is malformed or longer than 120 ms. */
  static int samples(byte[] payload, int offset, int length, int rate) {
    if (length < 1) {
      return -1;
    }
    int frames = frames(payload, offset, length);
    int total = frames * samplesPerFrame(payload[offset], rate);
    return frames > 0 && total <= rate * 120 / 1000 ? total : -1;
  }

  private static int frames(byte[] payload, int offset, int length) {
    return switch (payload[offset] & 3) {
      case 0 -> length - 1 <= MAX_FRAME_BYTES ? 1 : -1;
      case 1 -> length % 2 == 1 && (length - 1) / 2 <= MAX_FRAME_BYTES ? 2 : -1;
      case 2 -> 2;
      default -> length >= 2 ? payload[offset + 1] & 0x3f : -1;
    };
  }

  private static int samplesPerFrame(int toc, int rate) {
    int config = toc >> 3 & 0x1f;
    if (config >= 16) {
      return (rate << (config & 3)) / 400;
    }
    if (config >= 12) {
      return (config & 1) == 0 ? rate / 100 : rate / 50;
    }
    return (config & 3) == 3 ? rate * 60 / 1000 : (rate << (config & 3)) / 100;
  }

  /**
   * Whether the packet carries the one before it at a lower rate (RFC 6716 section 4.2.4): only
   * SILK and hybrid frames do, and the flag follows the voice-activity bits of the first frame.
   */
  static boolean carriesFec(byte[] payload, int offset, int length) {
    int config = length < 2 ? 31 : payload[offset] >> 3 & 0x1f;
    int code = payload[offset] & 3;
    if (config >= 16 || code == 3) {
      return false;
    }
    int header = code < 2 ? 1 : (payload[offset + 1] & 0xff) < 252 ? 2 : 3;
    if (length <= header) {
      return false;
    }
    int silkFrames = config >= 12 ? 1 : Math.max(1, config & 3);
    int flags = payload[offset + header] & 0xff;
    boolean mid = (flags >> 7 - silkFrames & 1) == 1;
    boolean stereo = (payload[offset] & 4) != 0;
    return mid || stereo && (flags >> Math.max(0, 6 - 2 * silkFrames) & 1) == 1;
  }
}
