package io.carillon.sip.leg;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;

/**
 * A URI of a call, taken apart.
 *
 * @param scheme sip, sips or tel; others as they are, with nothing but {@code text} beside them
 * @param user user part or number without parameters of its own, empty for none; at most 256
 *     characters
 * @param host lower case, empty for tel
 * @param port 0 when none is given
 * @param parameters names in lower case, values empty for flags, in their order
 * @param text as it stands in the message
 */
public record CallUri(
    String scheme,
    String user,
    String host,
    int port,
    Map<String, String> parameters,
    String text) {
  private static final int MAX_USER = 256;
  private static final int MAX_PARAMETERS = 32;

  public CallUri {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(text, "text");
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  public static CallUri of(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (uri) {
      case SipURI sip ->
          new CallUri(
              scheme,
              shortened(orEmpty(sip.getUser())),
              orEmpty(sip.getHost()).toLowerCase(Locale.ROOT),
              Math.max(0, sip.getPort()),
              parameters(sip),
              uri.toString());
      case TelURL tel ->
          new CallUri(
              scheme,
              shortened((tel.isGlobal() ? "+" : "") + orEmpty(tel.getPhoneNumber())),
              "",
              0,
              Map.of(),
              uri.toString());
      default -> new CallUri(scheme, "", "", 0, Map.of(), uri.toString());
    };
  }

  private static Map<String, String> parameters(SipURI uri) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Iterator<?> names = uri.getParameterNames(); names.hasNext(); ) {
      String name = (String) names.next();
      if (parameters.size() < MAX_PARAMETERS) {
        parameters.put(name.toLowerCase(Locale.ROOT), orEmpty(uri.getParameter(name)));
      }
    }
    return parameters;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static String shortened(String user) {
    return user.length() <= MAX_USER ? user : user.substring(0, MAX_USER);
  }

  public boolean secure() {
    return scheme.equals("sips");
  }
}
