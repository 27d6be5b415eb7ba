package io.carillon.h323.per;

import static io.carillon.h323.per.Types.BITS;
import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.FOREIGN;
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
import static io.carillon.h323.per.Types.unread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of constraint, with the bytes worked out by hand from X.691; a leading flag shows where
 * alignment begins.
 */
class ConstraintsTest {
  private static final String DIGITS = "#*,0123456789";

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of(integer(5, 5), Value.of(5), "80"),
        Arguments.of(integer(3, 6), Value.of(5), "c0"),
        Arguments.of(integer(1, 255), Value.of(255), "ff00"),
        Arguments.of(integer(0, 255), Value.of(255), "80ff"),
        Arguments.of(integer(1, 256), Value.of(256), "80ff"),
        Arguments.of(integer(0, 256), Value.of(255), "8000ff"),
        Arguments.of(integer(0, 65_535), Value.of(258), "800102"),
        Arguments.of(integer(1, 65_536), Value.of(65_536), "80ffff"),
        // three octets at most: two bits say how many there are
        Arguments.of(integer(0, 16_777_215), Value.of(258), "a00102"),
        Arguments.of(integer(0, 4_294_967_295L), Value.of(4_294_967_295L), "e0ffffffff"),
        Arguments.of(integer(0, 4_294_967_295L), Value.of(0), "8000"),
        Arguments.of(integer(-262_144, 262_143), Value.of(-262_144), "8000"),
        Arguments.of(integerFrom(1), Value.of(257), "80020100"),
        Arguments.of(INTEGER, Value.of(-1), "8001ff"),
        Arguments.of(INTEGER, Value.of(128), "80020080"),
        Arguments.of(extensibleInteger(1, 32_768), Value.of(2429), "80097c"),
        Arguments.of(extensibleInteger(0, 3), Value.of(400), "c0020190"),
        Arguments.of(BOOLEAN, Value.of(true), "c0"),
        Arguments.of(enumerated("a", "b", "c", "d"), Value.text("d"), "b0"),
        Arguments.of(octets(2), Octets.ofHex("0102"), "808100"),
        Arguments.of(octets(4), Octets.ofHex("01020304"), "8001020304"),
        Arguments.of(octets(1, 131), Octets.ofHex("0102"), "80800102"),
        Arguments.of(OCTETS, Octets.ofHex("0102"), "80020102"),
        Arguments.of(OCTETS, Octets.ofHex(""), "8000"),
        Arguments.of(bits(16, 16), new Bits(Octets.ofHex("ffff"), 16), "ffff80"),
        Arguments.of(bits(32, 32), new Bits(Octets.ofHex("01020304"), 32), "8001020304"),
        Arguments.of(BITS, new Bits(Octets.ofHex("e0"), 3), "8003e0"),
        Arguments.of(bits(0, 511), new Bits(Octets.ofHex("e0"), 3), "800003e0"),
        Arguments.of(OBJECT_IDENTIFIER, Value.objectId("0.0.8.2250.0.7"), "80060008914a0007"),
        Arguments.of(OBJECT_IDENTIFIER, Value.objectId("2.999.3"), "8003883703"),
        Arguments.of(digits(1, 128, DIGITS), Value.text("12"), "8145"),
        Arguments.of(ia5(1, 1), Value.text("#"), "9180"),
        Arguments.of(ia5(1, 512), Value.text("ab"), "8000016162"),
        Arguments.of(TEXT, Value.text("ab"), "80026162"),
        Arguments.of(bmp(1, 128), Value.text("a"), "800061"),
        Arguments.of(bmp(1, 256), Value.text("a"), "80000061"),
        Arguments.of(listOf(BOOLEAN), Items.of(Value.of(true), Value.of(true)), "8002c0"),
        Arguments.of(listOf(1, 256, integer(0, 255)), Items.of(Value.of(7)), "800007"));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void isWrittenAndReadAsTheStandardSays(Type type, Value value, String hex) throws PerException {
    Type flagged = sequence(of("flag", BOOLEAN), of("value", type));
    Fields both = Fields.fields().set("flag", true).set("value", value).done();
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThat(flagged.encode(both)).isEqualTo(bytes);
    assertThat(flagged.decode(bytes, Limits.USUAL)).isEqualTo(both);
  }

  @Test
  void anUnknownAdditionOfASequenceIsPassedOver() throws PerException {
    Type older = sequence(of("a", BOOLEAN), MORE, unread("b"), maybe("c", integer(0, 255)));
    Type newer =
        sequence(
            of("a", BOOLEAN),
            MORE,
            maybe("b", TEXT),
            maybe("c", integer(0, 255)),
            maybe("d", octets(3)));
    Fields sent =
        Fields.fields()
            .set("a", true)
            .set("b", Value.text("new"))
            .set("c", 9)
            .set("d", Octets.ofHex("010203"))
            .done();

    Value read = older.decode(newer.encode(sent), Limits.USUAL);

    assertThat(read).isEqualTo(Fields.fields().set("a", true).set("c", 9).done());
  }

  @Test
  void anUnknownAlternativeIsKeptUnderItsNumber() throws PerException {
    Type older = choice(of("a"), MORE, of("b"));
    Type newer = choice(of("a"), MORE, of("b"), of("c", TEXT));

    byte[] sent = newer.encode(new Chosen("c", Value.text("x")));

    Value read = older.decode(sent, Limits.USUAL);
    assertThat(read).isEqualTo(new Chosen("#1", Octets.ofHex("0178")));
    assertThat(older.encode(read)).isEqualTo(sent);
  }

  @Test
  void whatIsOutOfItsConstraintIsRefusedBothWays() {
    assertThatThrownBy(() -> integer(0, 4).decode(new byte[] {(byte) 0xe0}, Limits.USUAL))
        .isInstanceOf(PerException.class)
        .hasMessageContaining("over 4");
    assertThatThrownBy(() -> digits(1, 1, DIGITS).decode(new byte[] {(byte) 0xf0}, Limits.USUAL))
        .isInstanceOf(PerException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> integer(0, 4).encode(Value.of(5)));
    assertThatIllegalArgumentException().isThrownBy(() -> octets(2).encode(Octets.ofHex("01")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sequence(of("a", BOOLEAN)).encode(Fields.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sequence().encode(Fields.fields().set("misspelt", true).done()))
        .withMessageContaining("misspelt");
  }

  @Test
  void anErrorNamesTheWayToIt() {
    Type type = sequence(of("setup", sequence(of("count", integer(0, 4)))));

    assertThatThrownBy(() -> type.decode(new byte[] {(byte) 0xff}, Limits.USUAL))
        .hasMessageStartingWith("setup.count.");
  }

  @Test
  void aListOfNothingCostsNoMoreThanTheLimit() {
    Type free = listOf(sequence());

    assertThatThrownBy(() -> free.decode(new byte[] {(byte) 0xbf, (byte) 0xff}, new Limits(5, 100)))
        .isInstanceOf(PerException.class)
        .hasMessageContaining("100 values");
  }

  @Test
  void aTypeWithinItselfIsReadAsDeepAsAllowed() throws PerException {
    Value nested = Items.of();
    for (int i = 0; i < 9; i++) {
      nested = Items.of(nested);
    }
    byte[] sent = Nested.LIST.encode(nested);

    assertThat(Nested.LIST.decode(sent, new Limits(10, 100))).isEqualTo(nested);
    assertThatThrownBy(() -> Nested.LIST.decode(sent, new Limits(9, 100)))
        .isInstanceOf(PerException.class);
  }

  @Test
  void whatH323HasNoUseForIsRefused() {
    assertThatThrownBy(() -> choice(of("h222", FOREIGN)).decode(new byte[1], Limits.USUAL))
        .isInstanceOf(PerException.class)
        .hasMessageContaining("h222");
  }

  private static final class Nested {
    private static final Type LIST = listOf(later(() -> Nested.LIST));
  }
}
