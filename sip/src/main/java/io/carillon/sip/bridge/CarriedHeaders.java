package io.carillon.sip.bridge;

import io.carillon.sip.dialog.HeaderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which headers of one side's message are repeated to the other side, and in which form. What is
 * not named here stays behind: addresses, routes, capabilities, credentials and products are each
 * side's own business (topology hiding). Pure functions.
 *
 * <p>Bounded: at most {@value #MAX_OWN} headers of the X- kind, {@value #MAX_EACH} of any other
 * name, {@value #MAX_LENGTH} characters each. What is longer is left out, not cut.
 */
final class CarriedHeaders {
  static final int MAX_OWN = 32;
  static final int MAX_EACH = 16;
  static final int MAX_LENGTH = 512;

  private static final Set<String> FIRST_REQUEST =
      Set.of("subject", "priority", "accept-language", "user-to-user", "privacy");
  private static final Set<String> LATER_REQUEST = Set.of("subject", "user-to-user");
  private static final Set<String> RESPONSE = Set.of("user-to-user", "privacy");
  private static final Set<String> EMERGENCY =
      Set.of("geolocation", "geolocation-routing", "resource-priority");

  /** Lists of addresses of those who passed the call on. */
  private static final Set<String> WAYS = Set.of("diversion", "history-info");

  private CarriedHeaders() {}

  /** Of an INVITE that begins a call. P-Asserted-Identity is {@link CallerIdentity}'s business. */
  static List<HeaderLine> ofInvite(List<HeaderLine> all, Passage passage) {
    return carried(all, passage, FIRST_REQUEST, true);
  }

  /** Of a request in the dialog. */
  static List<HeaderLine> ofRequest(List<HeaderLine> all, Passage passage) {
    return carried(all, passage, LATER_REQUEST, false);
  }

  /** Of a response to the INVITE. */
  static List<HeaderLine> ofResponse(List<HeaderLine> all, Passage passage) {
    return carried(all, passage, RESPONSE, true);
  }

  private static List<HeaderLine> carried(
      List<HeaderLine> all, Passage passage, Set<String> names, boolean ways) {
    List<HeaderLine> carried = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    boolean hidden = passage.to() == Passage.Side.CUSTOMER && CallerIdentity.withheld(all);
    for (HeaderLine line : all) {
      String name = line.name().toLowerCase(Locale.ROOT);
      boolean own = name.startsWith("x-") && !name.equals(LoopMark.LOWER_NAME);
      if (ways && WAYS.contains(name)) {
        if (!hidden) {
          addresses(line, passage, counts, carried);
        }
      } else if (own || names.contains(name) || passage.emergency() && emergency(name, line)) {
        boolean room =
            counts.merge(own ? "x-" : name, 1, Integer::sum) <= (own ? MAX_OWN : MAX_EACH);
        if (room && line.value().length() <= MAX_LENGTH) {
          carried.add(line);
        }
      }
    }
    return List.copyOf(carried);
  }

  /** RFC 6442 and 7852; by value in the body only, since a reference would show a server. */
  private static boolean emergency(String name, HeaderLine line) {
    return EMERGENCY.contains(name)
        || name.equals("call-info")
            && line.value().startsWith("<cid:")
            && line.value().toLowerCase(Locale.ROOT).contains("purpose=emergencycalldata");
  }

  private static void addresses(
      HeaderLine line, Passage passage, Map<String, Integer> counts, List<HeaderLine> carried) {
    for (String value : ListedAddress.split(line.value())) {
      String name = line.name().toLowerCase(Locale.ROOT);
      ListedAddress.parse(value)
          .map(address -> address.at(passage.domain()))
          .map(ListedAddress::text)
          .filter(text -> text.length() <= MAX_LENGTH && HeaderLine.fits(line.name(), text))
          .map(text -> new HeaderLine(line.name(), text))
          .filter(clean -> counts.merge(name, 1, Integer::sum) <= MAX_EACH)
          .ifPresent(carried::add);
    }
  }
}
