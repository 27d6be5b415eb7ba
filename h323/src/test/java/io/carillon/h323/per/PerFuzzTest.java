package io.carillon.h323.per;

import static io.carillon.h323.per.Types.BITS;
import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.INTEGER;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.OBJECT_IDENTIFIER;
import static io.carillon.h323.per.Types.OCTETS;
import static io.carillon.h323.per.Types.TEXT;
import static io.carillon.h323.per.Types.bits;
import static io.carillon.h323.per.Types.bmp;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.digits;
import static io.carillon.h323.per.Types.enumerated;
import static io.carillon.h323.per.Types.extensibleInteger;
import static io.carillon.h323.per.Types.ia5;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.integerFrom;
import static io.carillon.h323.per.Types.later;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.octets;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes read as a type that has every kind of constraint within it, itself included. */
class PerFuzzTest {
  private static final Type EVERYTHING =
      choice(
          of("nothing"),
          of("flag", BOOLEAN),
          of("small", integer(0, 9)),
          of("octet", integer(0, 255)),
          of("large", integer(0, 4_294_967_295L)),
          of("from", integerFrom(1)),
          of("any", INTEGER),
          of("open", extensibleInteger(0, 16_383)),
          of("name", enumerated("a", "b", "c")),
          of("id", OBJECT_IDENTIFIER),
          of("text", TEXT),
          of("digits", digits(1, 128, "#*,0123456789")),
          of("ia5", ia5(1, 512)),
          of("bmp", bmp(1, 256)),
          of("octets", OCTETS),
          of("four", octets(4)),
          of("bits", BITS),
          of("set", bits(32, 32)),
          of("list", listOf(later(() -> PerFuzzTest.EVERYTHING))),
          of("short", listOf(1, 256, later(() -> PerFuzzTest.EVERYTHING))),
          of(
              "sequence",
              sequence(
                  of("a", later(() -> PerFuzzTest.EVERYTHING)),
                  maybe("b", BOOLEAN),
                  MORE,
                  maybe("c", later(() -> PerFuzzTest.EVERYTHING)))),
          MORE,
          of("added", later(() -> PerFuzzTest.EVERYTHING)));

  @FuzzTest(maxDuration = "30s")
  void anyBytesAreReadOrRefused(byte[] bytes) {
    try {
      Value value = EVERYTHING.decode(bytes, new Limits(20, 500));
      assertThat(value.toString()).doesNotContain("null");
    } catch (PerException refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
    }
  }
}
