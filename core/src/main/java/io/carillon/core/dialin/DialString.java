package io.carillon.core.dialin;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the user part of a dialled address says about a meeting.
 *
 * <p>Room systems dial {@code ID}, {@code ID**PASSCODE}, {@code ID##PASSCODE}, {@code ID*PASSCODE}
 * or {@code ID#PASSCODE#}, with spaces, dashes, dots or brackets between the digits, and with
 * {@code #} escaped as SIP URIs ask for (RFC 3261 section 25.1).
 *
 * @param meetingId 10 or 13 digits, empty when the caller has to be asked
 * @param passcode 1-16 digits, empty when there was none
 */
public record DialString(String meetingId, String passcode) {
  public static final DialString NONE = new DialString("", "");

  /** Longer user parts are no meeting ID, however they are written. */
  private static final int MAX_LENGTH = 128;

  private static final Pattern ESCAPED = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final Pattern PADDING = Pattern.compile("[ .()-]");
  private static final Pattern FORM =
      Pattern.compile("([0-9]{10}|[0-9]{13})(?:[*#]{1,2}([0-9]{1,16})?#?)?");

  public DialString {
    Objects.requireNonNull(meetingId, "meetingId");
    Objects.requireNonNull(passcode, "passcode");
  }

  /** Reads a user part; what is no meeting ID ({@code u}, a name, a phone number) gives NONE. */
  public static DialString parse(String user) {
    if (user.length() > MAX_LENGTH) {
      return NONE;
    }
    int parameters = user.indexOf(';');
    String dialled = parameters < 0 ? user : user.substring(0, parameters);
    dialled =
        ESCAPED.matcher(dialled).replaceAll(m -> Matcher.quoteReplacement(unescaped(m.group(1))));
    Matcher form = FORM.matcher(PADDING.matcher(dialled).replaceAll(""));
    if (!form.matches()) {
      return NONE;
    }
    return new DialString(form.group(1), form.group(2) == null ? "" : form.group(2));
  }

  /** The user part as it may be shown: without the passcode, when there is one. */
  public static String shown(String user) {
    DialString dialled = parse(user);
    return dialled.passcode().isEmpty() ? user : dialled.meetingId();
  }

  private static String unescaped(String hex) {
    return String.valueOf((char) Integer.parseInt(hex, 16));
  }

  /** The passcode stays out of logs. */
  @Override
  public String toString() {
    return "DialString[" + meetingId + (passcode.isEmpty() ? "]" : ", with passcode]");
  }
}
