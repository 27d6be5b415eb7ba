package io.carillon.core.connector;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A telephone number of ours.
 *
 * @param e164 with its plus sign
 * @param use where calls to it go
 * @param callingName shown to those who are called from it: 2-15 letters, digits and spaces; empty
 *     for none
 * @param callingNameChangedAt when it was last changed by hand, null when never
 * @param createdAt to the millisecond
 * @param updatedAt to the millisecond
 */
public record ConnectorNumber(
    String e164,
    Use use,
    String callingName,
    Instant callingNameChangedAt,
    Instant createdAt,
    Instant updatedAt) {
  private static final Pattern CALLING_NAME = Pattern.compile("|[a-zA-Z0-9 ]{2,15}");
  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{1,14}");

  /** Where calls to a number go. */
  public sealed interface Use {
    /** Nowhere. */
    record Unassigned() implements Use {}

    /** To the PBX behind a connector. */
    record ToConnector(String voiceConnectorId) implements Use {
      public ToConnector {
        Rules.connectorId("voice connector ID", voiceConnectorId);
      }
    }

    /** To the first connector of a group that works. */
    record ToGroup(UUID groupId) implements Use {
      public ToGroup {
        Objects.requireNonNull(groupId, "groupId");
      }
    }

    /** To the dial-in of the meetings. */
    record ToMeetings() implements Use {}
  }

  public ConnectorNumber {
    Rules.e164("number", e164);
    Objects.requireNonNull(use, "use");
    Rules.matches(
        CALLING_NAME, "calling name", callingName, "2-15 letters, digits and spaces, or none");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }

  /**
   * The number with its plus sign, which may be missing.
   *
   * @throws IllegalArgumentException when it is no E.164 number
   */
  public static String normalized(String text) {
    String e164 = DIGITS.matcher(text).matches() ? "+" + text : text;
    Rules.e164("number", e164);
    return e164;
  }
}
