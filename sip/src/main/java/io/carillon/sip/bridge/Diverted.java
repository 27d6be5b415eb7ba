package io.carillon.sip.bridge;

import io.carillon.sip.dialog.HeaderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the INVITE after a followed 3xx says of that: by Diversion (RFC 5806), by History-Info (RFC
 * 7044) or by both, whatever the call or the 3xx has brought; by Diversion when they had neither,
 * which more PBXs read. Pure functions.
 *
 * @param status of the 3xx
 * @param said its headers
 * @param from number or name that was called
 * @param to number or name that is called instead
 * @param domain that stands for all hosts
 */
record Diverted(int status, List<HeaderLine> said, String from, String to, String domain) {
  private static final String DIVERSION = "Diversion";
  private static final String HISTORY = "History-Info";
  private static final Pattern INDEX = Pattern.compile(";\\s*index\\s*=\\s*([0-9.]{1,64})");

  /**
   * The headers for the next place.
   *
   * @param sent those of the place that sent the call away
   */
  List<HeaderLine> headers(List<HeaderLine> sent) {
    boolean history = has(sent, HISTORY) || has(said, HISTORY);
    boolean diversion = has(sent, DIVERSION) || has(said, DIVERSION) || !history;
    List<HeaderLine> next = new ArrayList<>(sent);
    if (diversion) {
      replace(next, DIVERSION, diversions(sent));
    }
    if (history) {
      replace(next, HISTORY, history(sent));
    }
    return List.copyOf(next);
  }

  private static boolean has(List<HeaderLine> headers, String name) {
    return headers.stream().anyMatch(line -> line.is(name));
  }

  private static void replace(List<HeaderLine> headers, String name, List<String> values) {
    headers.removeIf(line -> line.is(name));
    values.stream()
        .filter(text -> text.length() <= CarriedHeaders.MAX_LENGTH && HeaderLine.fits(name, text))
        .limit(CarriedHeaders.MAX_EACH)
        .forEach(text -> headers.add(new HeaderLine(name, text)));
  }

  /** Each address of such headers by itself, with our domain. */
  private List<String> addresses(List<HeaderLine> headers, String name) {
    return headers.stream()
        .filter(line -> line.is(name))
        .flatMap(line -> ListedAddress.split(line.value()).stream())
        .flatMap(value -> ListedAddress.parse(value).stream())
        .map(address -> address.at(domain).text())
        .toList();
  }

  /** The newest first; in the words of whoever sent the call away, where there are any. */
  private List<String> diversions(List<HeaderLine> sent) {
    List<String> before = addresses(sent, DIVERSION);
    List<String> added = new ArrayList<>(addresses(said, DIVERSION));
    added.removeAll(before); // a redirect may repeat them
    if (added.isEmpty()) {
      String reason = moved() ? "unconditional" : "unknown";
      added.add("<" + uri(from) + ">;reason=" + reason + ";counter=1");
    }
    return Stream.concat(added.stream(), before.stream()).toList();
  }

  /** 301 and 302 send every call away, as far as a 3xx tells. */
  private boolean moved() {
    return status == 301 || status == 302;
  }

  /** The oldest first; why the last one did not get it, and who gets it now. */
  private List<String> history(List<HeaderLine> sent) {
    List<String> before = addresses(sent, HISTORY);
    List<String> told = addresses(said, HISTORY);
    List<String> entries = new ArrayList<>(told.size() >= before.size() ? told : before);
    if (entries.isEmpty()) {
      entries.add("<" + uri(from) + ">;index=1");
    }
    String last = entries.removeLast();
    entries.add(withReason(last));
    String index = index(last).orElse("1");
    String how = from.equals(to) ? "rc" : "mp"; // a contact of the same one, or somebody else
    String cause = moved() ? ";cause=302" : ""; // RFC 4458
    entries.add("<" + uri(to) + cause + ">;index=" + index + ".1;" + how + "=" + index);
    return entries;
  }

  private String withReason(String entry) {
    int end = entry.indexOf('>');
    String address = entry.substring(0, Math.max(0, end));
    return end < 0 || address.contains("Reason=") || !address.contains("sip")
        ? entry
        : address
            + (address.indexOf('?') < 0 ? "?" : "&")
            + "Reason=SIP%3Bcause%3D"
            + status
            + entry.substring(end);
  }

  private static Optional<String> index(String entry) {
    Matcher matcher = INDEX.matcher(entry);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private String uri(String user) {
    return "sip:" + Invitation.escaped(user) + "@" + domain;
  }
}
