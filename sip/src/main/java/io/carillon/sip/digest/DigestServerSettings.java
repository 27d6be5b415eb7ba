package io.carillon.sip.digest;

import java.time.Duration;
import java.util.List;

/**
 * How requests are challenged.
 *
 * @param realm shown to users; part of what {@link HashedPassword} is made of
 * @param proxy 407 and Proxy-Authorization, else 401 and Authorization
 * @param nonceLifetime how long a nonce serves; then the far end gets another, without asking its
 *     user
 * @param nonces how many used nonces are remembered against replay; beyond that the oldest become
 *     stale early
 * @param sameUri the credentials must name the request URI (RFC 7616 3.4.6); off where a proxy
 *     between rewrites it
 * @param algorithms in the order in which they are offered, at least one: the far end takes the
 *     first that it knows (RFC 8760 2.4), and many know no other than the first
 */
public record DigestServerSettings(
    String realm,
    boolean proxy,
    Duration nonceLifetime,
    int nonces,
    boolean sameUri,
    List<DigestAlgorithm> algorithms) {

  public DigestServerSettings {
    algorithms = List.copyOf(algorithms);
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("algorithms: at least one");
    }
    if (realm.isEmpty()
        || realm.length() > 128
        || !realm.chars().allMatch(c -> c >= 0x20 && c < 0x7f && c != '"' && c != '\\')) {
      throw new IllegalArgumentException("realm: 1 to 128 printable characters without \" and \\");
    }
    if (nonces < 1 || !nonceLifetime.isPositive()) {
      throw new IllegalArgumentException("nonces and nonceLifetime are positive");
    }
  }

  /** 401, nonces of five minutes, the stronger algorithm first. */
  public static DigestServerSettings of(String realm) {
    return new DigestServerSettings(
        realm,
        false,
        Duration.ofMinutes(5),
        16_384,
        true,
        List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5));
  }
}
