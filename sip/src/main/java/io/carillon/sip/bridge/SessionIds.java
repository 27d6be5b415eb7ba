package io.carillon.sip.bridge;

import io.carillon.sip.dialog.HeaderLine;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Session-ID of a call (RFC 7989): one half for each party, the same on both legs, so that logs
 * of both sides can be laid side by side although Call-IDs and tags differ. A party that sends none
 * gets one of ours; one that sends the older form without {@code remote} (RFC 7329) gets its own
 * back in that form.
 *
 * <p>Owned by the call's strand.
 */
final class SessionIds {
  static final String NAME = "Session-ID";
  private static final String NIL = "0".repeat(32);
  private static final Pattern VALUE =
      Pattern.compile(
          "([0-9a-fA-F]{32})\\s*(?:;\\s*remote\\s*=\\s*([0-9a-fA-F]{32}))?(?:\\s*;.*)?");

  private final Half caller;
  private final Half callee;

  /**
   * @param invite the caller's headers
   * @param random for what is missing
   */
  SessionIds(List<HeaderLine> invite, RandomGenerator random) {
    caller = new Half(random);
    callee = new Half(random);
    caller.heard(invite, true);
  }

  /** What the called party's response or request says of itself. */
  void heardFromCallee(List<HeaderLine> headers) {
    callee.heard(headers, true);
  }

  /** Another party takes the callee's place. */
  void forgetCallee() {
    callee.id = NIL;
    callee.old = false;
  }

  HeaderLine toCallee() {
    return line(callee, caller);
  }

  HeaderLine toCaller() {
    return line(caller, callee);
  }

  private static HeaderLine line(Half to, Half from) {
    return new HeaderLine(NAME, to.old ? to.id : from.id + ";remote=" + to.id);
  }

  /** One party's identifier. */
  private static final class Half {
    private final RandomGenerator random;
    private String id = NIL;
    private boolean old;

    Half(RandomGenerator random) {
      this.random = random;
    }

    void heard(List<HeaderLine> headers, boolean made) {
      Optional<Matcher> value =
          headers.stream()
              .filter(line -> line.is(NAME))
              .map(line -> VALUE.matcher(line.value()))
              .filter(Matcher::matches)
              .filter(match -> !match.group(1).equals(NIL))
              .findFirst();
      if (value.isPresent()) {
        id = value.get().group(1).toLowerCase(Locale.ROOT);
        old = value.get().group(2) == null;
      } else if (made && id.equals(NIL)) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        bytes[6] = (byte) (bytes[6] & 0x0f | 0x40); // a UUID of version 4 (RFC 9562)
        bytes[8] = (byte) (bytes[8] & 0x3f | 0x80);
        id = HexFormat.of().formatHex(bytes);
      }
    }
  }
}
