package io.carillon.core.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneCountriesTest {
  private final PhoneCountries countries = new PhoneCountries();

  @ParameterizedTest
  @CsvSource({"+12065550100,US", "+16045550100,CA", "+81312345678,JP", "+442079460000,GB"})
  void anE164NumberHasItsCountry(String number, String country) {
    assertThat(countries.countryOf(number)).contains(country);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "room1",
        "0123456789",
        "+",
        "+0123",
        "+80012345678",
        "+1 206 555 0100",
        "+123456789012345678"
      })
  void anythingElseHasNone(String user) {
    assertThat(countries.countryOf(user)).isEmpty();
  }
}
