package io.carillon.sip.leg;

import io.carillon.sip.dialog.Messages;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sip.message.Request;

/**
 * To tags for responses of which nothing is kept: the same request gets the same tag again (RFC
 * 3261 8.2.7), and nobody else can tell it. Thread-safe.
 */
final class StatelessTags {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int TAG_BYTES = 10;

  private final SecretKeySpec key;

  /**
   * @param random a secure source
   */
  StatelessTags(RandomGenerator random) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  String of(Request request) {
    String identity =
        Messages.callId(request)
            + '\n'
            + Messages.fromTag(request)
            + '\n'
            + Messages.cseq(request).getSeqNumber();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
