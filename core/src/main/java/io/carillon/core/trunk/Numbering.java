package io.carillon.core.trunk;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import io.carillon.core.quality.PhoneCountries;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Telephone numbers as people and machines write them. Thread-safe. */
final class Numbering {
  /** Digits with the separators of RFC 3966, longer than any number. */
  private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9().-]{2,40}");

  private static final Pattern SEPARATORS = Pattern.compile("[().-]");
  private static final Pattern SHORT = Pattern.compile("\\+?[0-9]{2,6}");
  private static final String OF_NO_COUNTRY = "001";

  /** What is dialled to try whether emergency calls would arrive. */
  private static final Map<String, String> TEST_NUMBERS = Map.of("US", "933", "CA", "933");

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final ShortNumberInfo shortNumbers = ShortNumberInfo.getInstance();
  private final PhoneCountries countries = new PhoneCountries();

  /** The same digits with a plus sign before them; empty when they are no E.164 number. */
  static Optional<String> plus(String user) {
    String digits = bare(user);
    return PhoneCountries.e164(digits.startsWith("+") ? digits : "+" + digits);
  }

  private static String bare(String user) {
    return WRITTEN.matcher(user).matches() ? SEPARATORS.matcher(user).replaceAll("") : "";
  }

  /**
   * The E.164 number, with its plus sign, that is meant when a number is dialled: international
   * with a plus sign, as it is dialled in that country, or international without anything.
   *
   * @param country ISO 3166-1 alpha-2
   */
  Optional<String> dialled(String user, String country) {
    String digits = bare(user);
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    if (digits.startsWith("+")) {
      return parsed(digits, null).filter(this::possible).map(this::e164);
    }
    Optional<PhoneNumber> national = parsed(digits, country);
    Optional<PhoneNumber> international = parsed("+" + digits, null);
    Predicate<PhoneNumber> valid = numbers::isValidNumber;
    return national
        .filter(valid)
        .or(() -> international.filter(valid))
        .or(() -> national.filter(this::possible))
        .or(() -> international.filter(this::possible))
        .map(this::e164);
  }

  private Optional<PhoneNumber> parsed(String digits, String country) {
    try {
      return Optional.of(numbers.parse(digits, country));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** By its length; what is valid changes faster than our copy of the rules. */
  private boolean possible(PhoneNumber number) {
    return numbers.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
  }

  private String e164(PhoneNumber number) {
    return numbers.format(number, PhoneNumberFormat.E164);
  }

  /**
   * The country a number belongs to, ISO 3166-1 alpha-2. Where several share a country code and the
   * number is none that they have given out, it is the main one's.
   */
  Optional<String> country(String e164) {
    return countries
        .countryOf(e164)
        .or(
            () ->
                parsed(e164, null)
                    .map(number -> numbers.getRegionCodeForCountryCode(number.getCountryCode()))
                    .filter(region -> region.length() == 2 && !region.equals("ZZ"))
                    .filter(region -> !region.equals(OF_NO_COUNTRY)));
  }

  /** Whether that is what people in that country dial for help. Some PBXs put a plus before it. */
  boolean emergency(String user, String country) {
    return SHORT.matcher(user).matches()
        && shortNumbers.isEmergencyNumber(
            user.startsWith("+") && user.length() <= 4 ? user.substring(1) : user, country);
  }

  /** Whether that tries the way of emergency calls in that country. */
  boolean emergencyTest(String user, String country) {
    return user.equals(TEST_NUMBERS.get(country));
  }
}
