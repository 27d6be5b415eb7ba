package io.carillon.media.ice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * MESSAGE-INTEGRITY with a short-term password (RFC 8489 14.5): HMAC-SHA1 over all before it, with
 * the length in the header as if it ended the message. Owned by one thread.
 */
final class StunIntegrity {
  private final Mac mac;
  private final byte[] computed = new byte[StunType.INTEGRITY_BYTES];
  private final byte[] received = new byte[StunType.INTEGRITY_BYTES];

  StunIntegrity(String password) {
    try {
      mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no HMAC-SHA1", e);
    }
  }

  /**
   * Checks a message.
   *
   * @param at where MESSAGE-INTEGRITY begins, counted from the message's first byte
   */
  boolean fits(byte[] buf, int off, int at) {
    byte high = buf[off + 2];
    byte low = buf[off + 3];
    compute(buf, off, at);
    buf[off + 2] = high;
    buf[off + 3] = low;
    System.arraycopy(buf, off + at + 4, received, 0, received.length);
    return MessageDigest.isEqual(computed, received);
  }

  /** Writes the value of the attribute that begins there in a message that begins at 0. */
  void write(byte[] buf, int at) {
    compute(buf, 0, at);
    System.arraycopy(computed, 0, buf, at + 4, computed.length);
  }

  private void compute(byte[] buf, int off, int at) {
    int length = at + 4 + StunType.INTEGRITY_BYTES - StunType.HEADER_BYTES;
    buf[off + 2] = (byte) (length >> 8);
    buf[off + 3] = (byte) length;
    mac.update(buf, off, at);
    try {
      mac.doFinal(computed, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("HMAC-SHA1 is longer than 20 bytes", e);
    }
  }
}
