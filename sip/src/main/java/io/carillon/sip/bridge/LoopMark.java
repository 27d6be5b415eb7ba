package io.carillon.sip.bridge;

import io.carillon.sip.dialog.HeaderLine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds calls that come back to us (RFC 7332): Max-Forwards counts down over both legs, and each
 * INVITE we pass on is marked with what only we can have written, a keyed hash of who calls whom. A
 * mark that comes back with the same two parties is a loop: 482. With another party called it is a
 * spiral, such as a diversion, and goes on until Max-Forwards or the room for marks is used up.
 *
 * <p>Thread-safe.
 */
final class LoopMark {
  static final String NAME = "X-Carillon-Way";
  static final String LOWER_NAME = "x-carillon-way";
  static final int MAX_MARKS = 8;

  private static final int KEY_BYTES = 32;
  private static final int MARK_CHARACTERS = 24;
  static final int DEFAULT_HOPS = 70;

  private final SecretKeySpec key;

  /**
   * @param random a secure source
   */
  LoopMark(RandomGenerator random) {
    byte[] secret = new byte[KEY_BYTES];
    random.nextBytes(secret);
    key = new SecretKeySpec(secret, "HmacSHA256");
  }

  /** What is to be done with a call. */
  sealed interface Verdict {}

  /**
   * It may be passed on.
   *
   * @param maxForwards of the INVITE that goes on
   * @param mark the header that goes with it
   */
  record Passed(int maxForwards, HeaderLine mark) implements Verdict {}

  /** 482 for a loop, 483 when it has come too far. */
  record Stopped(int status) implements Verdict {}

  /**
   * @param headers of the INVITE that came
   * @param from number or user who calls
   * @param to number or user called
   */
  Verdict check(List<HeaderLine> headers, String from, String to) {
    List<String> marks =
        headers.stream()
            .filter(line -> line.is(NAME))
            .flatMap(line -> Stream.of(line.value().split(",")))
            .map(String::trim)
            .limit(MAX_MARKS + 1L)
            .toList();
    String mark = mark(from, to);
    if (marks.contains(mark)) {
      return new Stopped(482);
    }
    int hops = hops(headers).orElse(DEFAULT_HOPS);
    if (hops < 1 || marks.size() >= MAX_MARKS) {
      return new Stopped(483);
    }
    List<String> all = new ArrayList<>(marks);
    all.removeIf(other -> !other.matches("[0-9a-f]{" + MARK_CHARACTERS + "}"));
    all.add(mark);
    return new Passed(
        Math.min(hops, DEFAULT_HOPS) - 1, new HeaderLine(NAME, String.join(", ", all)));
  }

  private static OptionalInt hops(List<HeaderLine> headers) {
    return headers.stream()
        .filter(line -> line.is("Max-Forwards"))
        .filter(line -> line.value().matches("[0-9]{1,3}"))
        .mapToInt(line -> Integer.parseInt(line.value()))
        .findFirst();
  }

  private String mark(String from, String to) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      mac.update(from.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      byte[] hash = mac.doFinal(to.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, MARK_CHARACTERS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
