package io.carillon.core.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Telephone numbers as they come over the wire. */
class NumberingTest {
  private final Numbering numbering = new Numbering();

  @Property(tries = 2000)
  void whateverIsDialledComesToANumberOrToNothing(@ForAll String user) {
    String e164 = "\\+[1-9][0-9]{1,14}";
    assertThat(numbering.dialled(user, "US").filter(number -> !number.matches(e164))).isEmpty();
    assertThat(Numbering.plus(user).filter(number -> !number.matches(e164))).isEmpty();
    assertThat(numbering.country(user).filter(country -> country.length() != 2)).isEmpty();
  }

  @Property(tries = 500)
  void anE164NumberStaysItselfWhereverItIsDialled(@ForAll int digits) {
    String e164 = "+1206555" + String.format(Locale.ROOT, "%04d", Math.floorMod(digits, 10_000));
    for (String country : new String[] {"US", "DE", "JP", "BR"}) {
      assertThat(numbering.dialled(e164, country)).contains(e164);
    }
  }

  @Test
  void aNumberNotGivenOutIsTheMainCountrysOfItsCode() {
    assertThat(numbering.country("+15550100123")).contains("US");
    assertThat(numbering.country("+14165550123")).contains("CA");
    assertThat(numbering.country("+80012345678")).isEmpty();
    assertThat(numbering.country("+999123456")).isEmpty();
    assertThat(numbering.country("")).isEmpty();
  }

  @Test
  void emergencyNumbersAreThoseOfTheCountry() {
    assertThat(numbering.emergency("911", "US")).isTrue();
    assertThat(numbering.emergency("+911", "US")).isTrue();
    assertThat(numbering.emergency("112", "DE")).isTrue();
    assertThat(numbering.emergency("911", "DE")).isFalse();
    assertThat(numbering.emergency("9110", "US")).isFalse();
    assertThat(numbering.emergency("", "US")).isFalse();
    assertThat(numbering.emergencyTest("933", "US")).isTrue();
    assertThat(numbering.emergencyTest("933", "GB")).isFalse();
  }
}
