package io.carillon.sip.multipart;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The value of a Content-Type or Content-Disposition header: a name and its parameters (RFC 2045
 * 5.1, RFC 2183 2).
 *
 * @param name in lower case without white space: {@code application/sdp}, {@code session}
 * @param parameters by name in lower case, quotes taken off; the first of a name counts
 */
public record MediaType(String name, Map<String, String> parameters) {
  private static final int MAX_PARAMETERS = 16;

  public MediaType {
    name = name.toLowerCase(Locale.ROOT);
    parameters = Map.copyOf(parameters);
  }

  /** Reads whatever is there; what is not a parameter is left out. Never fails. */
  public static MediaType parse(String value) {
    int semicolon = value.indexOf(';');
    String name = semicolon < 0 ? value : value.substring(0, semicolon);
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = semicolon;
    while (at >= 0 && at < value.length() && parameters.size() < MAX_PARAMETERS) {
      int end = end(value, at + 1);
      String parameter = value.substring(at + 1, end);
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        String key = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        parameters.putIfAbsent(key, unquoted(parameter.substring(equals + 1).strip()));
      }
      at = end;
    }
    return new MediaType(name.replaceAll("\\s", ""), parameters);
  }

  public boolean isMultipart() {
    return name.startsWith("multipart/");
  }

  public Optional<String> parameter(String key) {
    return Optional.ofNullable(parameters.get(key));
  }

  /** Where the next semicolon outside quotes is, or the end. */
  private static int end(String value, int from) {
    boolean quoted = false;
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        return i;
      }
    }
    return value.length();
  }

  private static String unquoted(String text) {
    if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') {
      return text;
    }
    return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
  }
}
