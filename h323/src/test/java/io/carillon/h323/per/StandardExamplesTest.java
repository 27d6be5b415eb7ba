package io.carillon.h323.per;

import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.INTEGER;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.TEXT;
import static io.carillon.h323.per.Types.bmp;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.digits;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The examples of X.691 annex A in the aligned variant, written as the Recommendation prints them.
 */
class StandardExamplesTest {
  private static final Type NAME =
      sequence(of("givenName", TEXT), of("initial", TEXT), of("familyName", TEXT));
  private static final Type CHILD = sequence(of("name", NAME), of("dateOfBirth", TEXT));
  private static final Type PERSONNEL_RECORD =
      sequence(
          of("name", NAME),
          of("number", INTEGER),
          of("title", TEXT),
          of("dateOfHire", TEXT),
          of("nameOfSpouse", NAME),
          maybe("children", listOf(CHILD)));

  @Test
  void aRecordWithoutSubtypeConstraints() throws PerException {
    // A.1
    Fields record =
        Fields.fields()
            .set("name", name("John", "P", "Smith"))
            .set("number", 51)
            .set("title", Value.text("Director"))
            .set("dateOfHire", Value.text("19710917"))
            .set("nameOfSpouse", name("Mary", "T", "Smith"))
            .set(
                "children",
                Items.of(
                    child(name("Ralph", "T", "Smith"), "19571111"),
                    child(name("Susan", "B", "Smith"), "19590717")))
            .done();

    assertBothWays(
        PERSONNEL_RECORD,
        record,
        "80044a6f686e015005536d697468013308446972656374 6f72083139373130393137"
            + "044d617279015405536d697468020552616c706801540553 6d6974680831393537313131310553"
            + "7573616e014205536d697468083139353930373137");
  }

  @Test
  void aSequenceAndAChoiceWithAdditions() throws PerException {
    // A.4; an addition group is written as a sequence of its own
    Type group = sequence(of("g", digits(3, 3, " 0123456789")), maybe("h", BOOLEAN));
    Type ax =
        sequence(
            of("a", integer(250, 253)),
            of("b", BOOLEAN),
            of("c", choice(of("d", INTEGER), MORE, of("e", BOOLEAN), of("f", TEXT))),
            maybe("i", bmp()),
            maybe("j", TEXT),
            MORE,
            of("group", group));
    Fields value =
        Fields.fields()
            .set("a", 253)
            .set("b", true)
            .choose("c", "e", Value.of(true))
            .set("group", Fields.fields().set("g", Value.text("123")).set("h", true).done())
            .done();

    assertBothWays(ax, value, "9e000180010291a4");
  }

  private static void assertBothWays(Type type, Value value, String hex) throws PerException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(type.encode(value)).isEqualTo(bytes);
    assertThat(type.decode(bytes, Limits.USUAL)).isEqualTo(value);
  }

  private static Value name(String given, String initial, String family) {
    return Fields.fields()
        .set("givenName", Value.text(given))
        .set("initial", Value.text(initial))
        .set("familyName", Value.text(family))
        .done();
  }

  private static Value child(Value name, String born) {
    return Fields.fields().set("name", name).set("dateOfBirth", Value.text(born)).done();
  }
}
