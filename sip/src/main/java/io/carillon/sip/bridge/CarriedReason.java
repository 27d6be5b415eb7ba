package io.carillon.sip.bridge;

import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.status.QuotedText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why one side ended or refused a call, told to the other side: the Reason values (RFC 3326, in
 * responses RFC 6432) of protocols that mean the same at both ends. Pure functions.
 */
final class CarriedReason {
  private static final String NAME = "Reason";
  private static final int MAX_VALUES = 4;
  private static final Pattern PROTOCOL = Pattern.compile("(?i)(SIP|Q\\.850)\\s*;(.*)");
  private static final Pattern CAUSE = Pattern.compile("(?i)(?:^|;)\\s*cause\\s*=\\s*([0-9]{1,3})");
  private static final Pattern TEXT =
      Pattern.compile("(?i)(?:^|;)\\s*text\\s*=\\s*\"((?:[^\"\\\\]|\\\\.){0,200})\"");

  private CarriedReason() {}

  /** The Reason headers of a message, written anew. */
  static List<HeaderLine> of(List<HeaderLine> headers) {
    return headers.stream()
        .filter(line -> line.is(NAME))
        .flatMap(line -> ListedAddress.split(line.value()).stream())
        .flatMap(value -> anew(value).stream())
        .distinct()
        .limit(MAX_VALUES)
        .toList();
  }

  private static Optional<HeaderLine> anew(String value) {
    Matcher protocol = PROTOCOL.matcher(value);
    if (!protocol.matches()) {
      return Optional.empty();
    }
    String name = protocol.group(1).toUpperCase(Locale.ROOT);
    Matcher cause = CAUSE.matcher(protocol.group(2));
    if (!cause.find()) {
      return Optional.empty();
    }
    Matcher text = TEXT.matcher(protocol.group(2));
    String said = text.find() ? ";text=" + QuotedText.quote(text.group(1)) : "";
    return Optional.of(
        new HeaderLine(NAME, name + ";cause=" + Integer.parseInt(cause.group(1)) + said));
  }
}
