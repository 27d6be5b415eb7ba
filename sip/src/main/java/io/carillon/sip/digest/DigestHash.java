package io.carillon.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** H(data) of RFC 7616 3.3: the hash in lower-case hexadecimal. */
record DigestHash(DigestAlgorithm algorithm) {
  String of(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm.javaName());
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm.javaName(), e);
    }
  }
}
