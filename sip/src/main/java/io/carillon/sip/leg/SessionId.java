package io.carillon.sip.leg;

import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Message;

/**
 * The Session-ID of a leg (RFC 7989): one half for the far end, one for the party it talks to by
 * us, so that logs of both sides can be laid side by side although Call-IDs and tags differ. Once
 * somebody says who that party is, every message of ours in the leg says it: the INVITE, what
 * follows it in the dialog, ACK and CANCEL, and all responses but 100.
 *
 * <p>A far end that sends none gets a half made by us; one that sends the older form without {@code
 * remote} (RFC 7329) gets its own back in that form. Owned by the call's strand, but for {@link
 * #farEnd}.
 */
public final class SessionId {
  /** A party that is not known yet. */
  public static final String NIL = "0".repeat(32);

  static final String NAME = "Session-ID";
  private static final Pattern VALUE =
      Pattern.compile(
          "([0-9a-fA-F]{32})\\s*(?:;\\s*remote\\s*=\\s*([0-9a-fA-F]{32}))?(?:\\s*;.*)?");

  private final RandomGenerator random;
  private final AtomicReference<String> farEnd = new AtomicReference<>(NIL);
  private String party = "";
  private boolean old;

  /**
   * @param random for what is missing; thread-safe
   */
  SessionId(RandomGenerator random) {
    this.random = random;
  }

  /** The half that a message names as its sender's; empty when it names none. */
  public static Optional<String> of(List<HeaderLine> headers) {
    return headers.stream()
        .filter(line -> line.is(NAME))
        .findFirst()
        .flatMap(line -> parsed(line.value()))
        .map(SessionId::sender);
  }

  private static Optional<Matcher> parsed(String value) {
    Matcher match = VALUE.matcher(value);
    return match.matches() && !match.group(1).equals(NIL) ? Optional.of(match) : Optional.empty();
  }

  private static String sender(Matcher match) {
    return match.group(1).toLowerCase(Locale.ROOT);
  }

  /** What a message of the far end says of it. */
  void heard(Message message) {
    if (message.getHeader(NAME) == null) {
      return;
    }
    Messages.value(message, NAME)
        .flatMap(SessionId::parsed)
        .ifPresent(
            match -> {
              farEnd.set(sender(match));
              old = match.group(2) == null;
            });
  }

  /** The far end's half, made by us when it has said none; from any thread. */
  String farEnd() {
    return farEnd.updateAndGet(half -> half.equals(NIL) ? made() : half);
  }

  private String made() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[6] = (byte) (bytes[6] & 0x0f | 0x40); // a UUID of version 4 (RFC 9562)
    bytes[8] = (byte) (bytes[8] & 0x3f | 0x80);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Who the far end talks to from now on.
   *
   * @param half {@link #NIL} as long as nobody knows; empty for a leg that says no Session-ID
   */
  void speaksFor(String half) {
    party = half;
  }

  /** Puts it into a message of ours. */
  void put(Message message) {
    if (!party.isEmpty()) {
      String half = farEnd.get();
      message.setHeader(Messages.header(NAME, old ? half : party + ";remote=" + half));
    }
  }
}
