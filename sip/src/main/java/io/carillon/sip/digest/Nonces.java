package io.carillon.sip.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes nonces and knows its own again without keeping them: each carries the time it was made and
 * a code over that, the realm and the algorithm, by a secret of this run.
 *
 * <pre>
 *  base64url( | ms since start: 8 | random: 8 | HMAC-SHA-256, cut: 16 | )
 * </pre>
 *
 * <p>Thread-safe.
 */
final class Nonces {
  private static final int BODY = 16;
  private static final int CODE = 16;
  private static final int TEXT_LENGTH = 43;

  private final String realm;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final long started;
  private final SecretKeySpec secret;

  /**
   * @param random secure and thread-safe
   * @param nanoTime monotonic time in ns
   */
  Nonces(String realm, RandomGenerator random, LongSupplier nanoTime) {
    this.realm = realm;
    this.random = random;
    this.nanoTime = nanoTime;
    started = nanoTime.getAsLong();
    byte[] key = new byte[32];
    random.nextBytes(key);
    secret = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * One of ours.
   *
   * @param made ms since the start of this run
   */
  record Nonce(long made, long salt) implements Comparable<Nonce> {
    @Override
    public int compareTo(Nonce other) {
      int byTime = Long.compare(made, other.made);
      return byTime != 0 ? byTime : Long.compare(salt, other.salt);
    }
  }

  /** A fresh one, for that algorithm only. */
  String make(DigestAlgorithm algorithm) {
    ByteBuffer body = ByteBuffer.allocate(BODY).putLong(now()).putLong(random.nextLong());
    byte[] all = Arrays.copyOf(body.array(), BODY + CODE);
    System.arraycopy(code(body.array(), algorithm), 0, all, BODY, CODE);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** Empty when we did not make it in this run for that algorithm. */
  Optional<Nonce> read(String text, DigestAlgorithm algorithm) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOf(all, BODY);
    byte[] code = Arrays.copyOfRange(all, BODY, BODY + CODE);
    if (!MessageDigest.isEqual(code, code(body, algorithm))) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.wrap(body);
    return Optional.of(new Nonce(fields.getLong(), fields.getLong()));
  }

  /** ms since it was made. */
  long age(Nonce nonce) {
    return now() - nonce.made();
  }

  private long now() {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - started);
  }

  private byte[] code(byte[] body, DigestAlgorithm algorithm) {
    return Arrays.copyOf(keyed(algorithm.sipName() + ":" + realm, body), CODE);
  }

  /** 32 bytes that nobody else can compute. */
  byte[] keyed(String label, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      mac.update(label.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
