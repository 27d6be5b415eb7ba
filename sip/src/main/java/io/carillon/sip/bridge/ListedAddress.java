package io.carillon.sip.bridge;

import io.carillon.sip.dialog.Messages;
import io.carillon.sip.status.QuotedText;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/**
 * An address in a header such as Diversion, History-Info or P-Asserted-Identity: {@code "name"
 * <uri>;parameters}.
 *
 * @param display without quotes, empty for none
 * @param uri sip:, sips: or tel:
 * @param parameters what follows the address, with its leading semicolon; empty for none
 */
record ListedAddress(String display, URI uri, String parameters) {
  private static final Set<String> KEPT_PARAMETERS = Set.of("user", "cause");
  private static final Set<String> KEPT_HEADERS = Set.of("reason", "privacy");

  private static final Pattern TELEPHONE =
      Pattern.compile("(?i)tel:([+0-9A-F*#().-]{1,32})(?:;.*)?");

  /** Of RFC 5806 and RFC 7044, with values that cannot hold an address. */
  private static final Pattern KEPT_AFTER =
      Pattern.compile(
          ";\\s*(reason|counter|limit|privacy|screen|index|rc|mp|np)"
              + "(\\s*=\\s*([\\w.%+-]+|\"[^\"\\\\<>@;]*\"))?(?=\\s*(;|$))",
          Pattern.CASE_INSENSITIVE);

  /** The values of a list header, split at the commas that are in no quotes and no brackets. */
  static List<String> split(String list) {
    List<String> values = new ArrayList<>();
    boolean quoted = false;
    int open = 0;
    int start = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '<') {
        open++;
      } else if (c == '>') {
        open--;
      } else if (c == ',' && open <= 0) {
        values.add(list.substring(start, i).trim());
        start = i + 1;
      }
    }
    values.add(list.substring(start).trim());
    values.removeIf(String::isEmpty);
    return values;
  }

  /** Empty when there is no address that could be passed on. */
  static Optional<ListedAddress> parse(String value) {
    int open = bracket(value);
    if (open < 0) {
      int end = value.indexOf(';');
      String address = end < 0 ? value : value.substring(0, end);
      return known(address.trim())
          .map(uri -> new ListedAddress("", uri, end < 0 ? "" : value.substring(end)));
    }
    int close = value.indexOf('>', open);
    if (close < 0) {
      return Optional.empty();
    }
    String after = value.substring(close + 1).trim();
    if (!after.isEmpty() && after.charAt(0) != ';') {
      return Optional.empty();
    }
    return known(value.substring(open + 1, close).trim())
        .map(uri -> new ListedAddress(unquoted(value.substring(0, open).trim()), uri, after));
  }

  /** Where the address begins, outside quotes; -1 when it has no brackets. */
  private static int bracket(String value) {
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '<' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<URI> known(String text) {
    Matcher telephone = TELEPHONE.matcher(text);
    if (telephone.matches()) {
      return Messages.uri("tel:" + telephone.group(1)); // its parameters may name a network
    }
    return Messages.uri(text).filter(uri -> uri instanceof SipURI sip && sip.getHost() != null);
  }

  private static String unquoted(String text) {
    if (text.length() < 2 || text.charAt(0) != '"' || !text.endsWith("\"")) {
      return text;
    }
    return text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
  }

  /** The user part, or the number of a tel: address; empty when there is none. */
  String user() {
    if (uri instanceof SipURI sip) {
      return sip.getUser() == null ? "" : sip.getUser();
    }
    String text = uri.toString();
    return text.substring(text.indexOf(':') + 1);
  }

  /**
   * The same party without its place in the network: our domain for its host, and no parameters
   * that lead there. A tel: address has no place.
   */
  ListedAddress at(String domain) {
    if (!(uri instanceof SipURI sip)) {
      return new ListedAddress(display, uri, harmless(parameters));
    }
    try {
      SipURI hidden = (SipURI) sip.clone();
      hidden.setHost(domain);
      hidden.removePort();
      for (String name : names(sip.getParameterNames())) {
        if (!KEPT_PARAMETERS.contains(name.toLowerCase(Locale.ROOT))) {
          hidden.removeParameter(name);
        }
      }
      boolean harmless =
          names(sip.getHeaderNames()).stream()
              .allMatch(name -> KEPT_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
      return new ListedAddress(
          display, harmless ? hidden : withoutHeaders(hidden), harmless(parameters));
    } catch (ParseException e) {
      throw new IllegalArgumentException("no host: " + domain, e);
    }
  }

  private static String harmless(String parameters) {
    return KEPT_AFTER
        .matcher(parameters)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.joining());
  }

  private static URI withoutHeaders(SipURI uri) {
    String text = uri.toString();
    int headers = text.indexOf('?');
    return headers < 0 ? uri : Messages.uri(text.substring(0, headers)).orElse(uri);
  }

  private static List<String> names(Iterator<?> all) {
    List<String> names = new ArrayList<>();
    while (all != null && all.hasNext()) {
      names.add((String) all.next());
    }
    return names;
  }

  ListedAddress named(String name) {
    return new ListedAddress(name, uri, parameters);
  }

  ListedAddress withoutParameters() {
    return new ListedAddress(display, uri, "");
  }

  /** As it stands in a header. */
  String text() {
    String name = display.isEmpty() ? "" : QuotedText.quote(display) + " ";
    return name + "<" + uri + ">" + parameters;
  }
}
