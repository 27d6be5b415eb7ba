package io.carillon.core.quality;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which country an E.164 number belongs to. Thread-safe. */
public final class PhoneCountries {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

  /** The number itself when it is written as E.164, with its plus sign. */
  public static Optional<String> e164(String user) {
    return E164.matcher(user).matches() ? Optional.of(user) : Optional.empty();
  }

  /** ISO 3166-1 alpha-2 code; empty for what is no E.164 number or belongs to no one country. */
  public Optional<String> countryOf(String user) {
    if (e164(user).isEmpty()) {
      return Optional.empty();
    }
    try {
      String region = numbers.getRegionCodeForNumber(numbers.parse(user, null));
      // "001" stands for the networks that belong to no country.
      return region != null && region.length() == 2 && !region.equals("ZZ")
          ? Optional.of(region)
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
