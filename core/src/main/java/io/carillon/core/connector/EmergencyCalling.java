package io.carillon.core.connector;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where calls to emergency services go.
 *
 * @param numbers sorted by country; at least one, at most one for each country
 */
public record EmergencyCalling(List<RoutingNumber> numbers) {
  private static final Pattern ROUTING =
      Pattern.compile("([A-Z]{2})=(\\+[0-9]{1,20})(?:,test=(\\+[0-9]{1,20}))?");

  /**
   * The number to which emergency calls of a country are routed.
   *
   * @param callingCountry ISO 3166-1 alpha-2
   * @param emergencyPhoneNumber E.164
   * @param testPhoneNumber E.164 number that tests the routing, or null
   */
  public record RoutingNumber(
      String callingCountry, String emergencyPhoneNumber, String testPhoneNumber) {
    public RoutingNumber {
      Rules.country("calling country", callingCountry);
      Rules.e164("emergency phone number", emergencyPhoneNumber);
      if (testPhoneNumber != null) {
        Rules.e164("test phone number", testPhoneNumber);
      }
    }

    /**
     * Reads {@code US=+13035550111,test=+13035550112}; the test number may be left out.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static RoutingNumber parse(String text) {
      Matcher matcher = ROUTING.matcher(text);
      Rules.check(
          matcher.matches(), "emergency routing", text, "COUNTRY=+E164[,test=+E164], US=+1...");
      return new RoutingNumber(matcher.group(1), matcher.group(2), matcher.group(3));
    }
  }

  public EmergencyCalling {
    numbers = numbers.stream().sorted(Comparator.comparing(RoutingNumber::callingCountry)).toList();
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("emergency calling: at least one country is needed");
    }
    Rules.distinct(
        "emergency calling", numbers.stream().map(RoutingNumber::callingCountry).toList());
  }
}
