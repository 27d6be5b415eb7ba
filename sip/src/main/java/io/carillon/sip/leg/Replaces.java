package io.carillon.sip.leg;

import java.util.Objects;
import java.util.Optional;

/**
 * Names the dialog another call is to take the place of (RFC 3891 6.1).
 *
 * @param toTag tag of who gets the header: our half of the dialog
 * @param fromTag tag of the far end; {@code 0} stands for none too
 * @param earlyOnly only while it is not answered
 */
public record Replaces(String callId, String toTag, String fromTag, boolean earlyOnly) {
  private static final int MAX_TEXT = 512;

  public Replaces {
    Objects.requireNonNull(callId, "callId");
    Objects.requireNonNull(toTag, "toTag");
    Objects.requireNonNull(fromTag, "fromTag");
  }

  /** Reads a header value; empty when it names no dialog. */
  public static Optional<Replaces> parse(String value) {
    String[] parts = value.split(";", 16);
    String callId = parts[0].trim();
    String toTag = "";
    String fromTag = "";
    boolean early = false;
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].trim();
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).trim();
      String text = equals < 0 ? "" : part.substring(equals + 1).trim();
      if (name.equalsIgnoreCase("to-tag")) {
        toTag = text;
      } else if (name.equalsIgnoreCase("from-tag")) {
        fromTag = text;
      } else if (name.equalsIgnoreCase("early-only")) {
        early = true;
      }
    }
    boolean usable =
        value.length() <= MAX_TEXT && !callId.isEmpty() && !toTag.isEmpty() && !fromTag.isEmpty();
    return usable ? Optional.of(new Replaces(callId, toTag, fromTag, early)) : Optional.empty();
  }
}
