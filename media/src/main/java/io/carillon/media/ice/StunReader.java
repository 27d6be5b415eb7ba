package io.carillon.media.ice;

import io.carillon.media.rtp.Bytes;
import java.util.zip.CRC32;

/**
 * Reads one STUN message after another (RFC 8489 5, 14). Nothing it says may be believed before the
 * integrity has been checked. Owned by one thread; allocates nothing.
 */
final class StunReader {
  private final CRC32 crc = new CRC32();

  private byte[] buf;
  private int off;
  private int type;
  private int usernameAt;
  private int usernameBytes;
  private int integrityAt;
  private int fingerprintAt;
  private int priority;
  private boolean useCandidate;
  private boolean controlled;
  private int unknown;

  /**
   * Reads a message.
   *
   * @return whether it is a well-formed one with a correct FINGERPRINT at its end
   */
  boolean read(byte[] buffer, int offset, int length) {
    buf = buffer;
    off = offset;
    usernameAt = -1;
    usernameBytes = 0;
    integrityAt = -1;
    fingerprintAt = -1;
    priority = 0;
    useCandidate = false;
    controlled = false;
    unknown = -1;
    if (length < StunType.HEADER_BYTES
        || (length & 3) != 0
        || (buffer[offset] & 0xC0) != 0
        || int16(offset + 2) != length - StunType.HEADER_BYTES
        || Bytes.int32(buffer, offset + 4) != StunType.MAGIC_COOKIE) {
      return false;
    }
    type = int16(offset);
    return attributes(offset + length) && fingerprintFits(offset + length);
  }

  private boolean attributes(int end) {
    int at = off + StunType.HEADER_BYTES;
    while (at < end) {
      int attribute = int16(at);
      int bytes = int16(at + 2);
      int next = at + 4 + (bytes + 3 & ~3);
      if (next > end || fingerprintAt >= 0) {
        return false; // nothing follows FINGERPRINT
      }
      if (!attribute(attribute, at, bytes)) {
        return false;
      }
      at = next;
    }
    return true;
  }

  private boolean attribute(int attribute, int at, int bytes) {
    if (attribute == StunType.FINGERPRINT) {
      fingerprintAt = at;
      return bytes == 4;
    }
    if (integrityAt >= 0) {
      return true; // behind MESSAGE-INTEGRITY nothing is protected, so nothing counts
    }
    switch (attribute) {
      case StunType.USERNAME -> {
        usernameAt = at + 4;
        usernameBytes = bytes;
      }
      case StunType.MESSAGE_INTEGRITY -> {
        integrityAt = at;
        return bytes == StunType.INTEGRITY_BYTES;
      }
      case StunType.PRIORITY -> {
        if (bytes != 4) {
          return false;
        }
        priority = Bytes.int32(buf, at + 4);
      }
      case StunType.USE_CANDIDATE -> useCandidate = true;
      case StunType.ICE_CONTROLLED -> {
        controlled = true;
        return bytes == 8;
      }
      default -> {
        if (unknown < 0 && StunType.mustBeUnderstood(attribute) && !StunType.isKnown(attribute)) {
          unknown = attribute;
        }
      }
    }
    return true;
  }

  private boolean fingerprintFits(int end) {
    if (fingerprintAt != end - 8) {
      return false;
    }
    crc.reset();
    crc.update(buf, off, fingerprintAt - off);
    int expected = (int) crc.getValue() ^ StunType.FINGERPRINT_XOR;
    return Bytes.int32(buf, fingerprintAt + 4) == expected;
  }

  private int int16(int at) {
    return (buf[at] & 0xFF) << 8 | buf[at + 1] & 0xFF;
  }

  int type() {
    return type;
  }

  /** Whether USERNAME is exactly this. */
  boolean isFor(byte[] username) {
    if (usernameAt < 0 || usernameBytes != username.length) {
      return false;
    }
    for (int i = 0; i < usernameBytes; i++) {
      if (buf[usernameAt + i] != username[i]) {
        return false;
      }
    }
    return true;
  }

  /** Where MESSAGE-INTEGRITY begins, counted from the message's first byte; -1 without one. */
  int integrityAt() {
    return integrityAt < 0 ? -1 : integrityAt - off;
  }

  /** PRIORITY, unsigned; 0 without one. */
  long priority() {
    return priority & 0xFFFFFFFFL;
  }

  boolean useCandidate() {
    return useCandidate;
  }

  /** The sender takes itself for the controlled agent. */
  boolean controlled() {
    return controlled;
  }

  /** The first attribute that has to be understood and is not; -1 for none. */
  int unknownAttribute() {
    return unknown;
  }
}
