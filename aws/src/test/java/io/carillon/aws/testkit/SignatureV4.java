package io.carillon.aws.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes what a request's Signature Version 4 must be, by its specification, and compares. */
public final class SignatureV4 {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256"
              + " Credential=(?<key>[A-Z0-9]+)/(?<scope>(?<date>\\d{8})/(?<region>[a-z0-9-]+)/(?<service>[a-z0-9]+)/aws4_request),"
              + " SignedHeaders=(?<headers>[a-z0-9;-]+), Signature=(?<signature>[0-9a-f]{64})");

  private SignatureV4() {}

  /** Who may sign for what. */
  public record Expected(String key, String secret, String region, String service) {}

  /**
   * What is wrong with a signature; empty when nothing is.
   *
   * @param path as in the request line, without query
   * @param headers by name in lower case
   * @param hash of the body as it stands in the canonical request
   */
  public static Optional<String> complaint(
      Expected expected, String method, String path, Map<String, String> headers, String hash) {
    Matcher authorization = AUTHORIZATION.matcher(headers.getOrDefault("authorization", ""));
    if (!authorization.matches()) {
      return Optional.of("not signed: " + headers);
    }
    if (!authorization.group("key").equals(expected.key())
        || !authorization.group("region").equals(expected.region())
        || !authorization.group("service").equals(expected.service())) {
      return Optional.of("signed for " + authorization.group("scope"));
    }
    List<String> signed = List.of(authorization.group("headers").split(";"));
    List<String> must = headers.keySet().stream().filter(SignatureV4::mustBeSigned).toList();
    if (!signed.containsAll(must)) {
      return Optional.of("signed " + signed + ", not all of " + must);
    }
    StringBuilder canonical = new StringBuilder(method + "\n" + path + "\n\n");
    signed.forEach(
        name -> canonical.append(name).append(':').append(headers.get(name).strip()).append('\n'));
    canonical.append('\n').append(authorization.group("headers")).append('\n').append(hash);
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            headers.get("x-amz-date"),
            authorization.group("scope"),
            sha256(canonical.toString()));
    byte[] key = ("AWS4" + expected.secret()).getBytes(StandardCharsets.UTF_8);
    for (String part : Arrays.asList(authorization.group("scope").split("/"))) {
      key = hmac(key, part);
    }
    String right = HexFormat.of().formatHex(hmac(key, toSign));
    return right.equals(authorization.group("signature"))
        ? Optional.empty()
        : Optional.of("a wrong signature over " + canonical);
  }

  private static boolean mustBeSigned(String header) {
    return header.equals("host") || header.startsWith("x-amz");
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
