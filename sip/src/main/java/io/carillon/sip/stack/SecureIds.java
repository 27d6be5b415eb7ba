package io.carillon.sip.stack;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Tags, branches and Call-IDs that nobody can guess. JAIN-SIP makes its own from a clock-seeded
 * java.util.Random, so whoever makes a request or a response puts one of these in first; JAIN-SIP
 * then keeps it.
 *
 * <p>Thread-safe.
 */
public final class SecureIds {
  private static final String MAGIC_COOKIE = "z9hG4bK";

  private final SecureRandom random;

  public SecureIds(SecureRandom random) {
    this.random = random;
  }

  /** For From and To: 80 bits (RFC 3261 section 19.3 wants 32). */
  public String tag() {
    return hex(10);
  }

  /** For the top Via of a request: 128 bits after the cookie. */
  public String branch() {
    return MAGIC_COOKIE + hex(16);
  }

  /** 128 bits, without a host: that would tell an address of ours. */
  public String callId() {
    return hex(16);
  }

  private String hex(int bytes) {
    byte[] fresh = new byte[bytes];
    random.nextBytes(fresh);
    return HexFormat.of().formatHex(fresh);
  }
}
