package io.carillon.h323.per;

import java.util.function.Supplier;

/** The words in which types are declared, close to ASN.1's own; to be imported as static. */
public final class Types {
  public static final Type BOOLEAN = PlainType.BOOLEAN;
  public static final Type OBJECT_IDENTIFIER = PlainType.OBJECT_IDENTIFIER;
  public static final Type INTEGER =
      new IntegerType(IntegerType.NO_LEAST, IntegerType.NO_MOST, false);
  public static final Type OCTETS = new OctetsType(Size.ANY);
  public static final Type BITS = new BitsType(Size.ANY);

  /** IA5String, PrintableString and GeneralString without constraints: length and octets. */
  public static final Type TEXT = new TextType(Size.ANY, "", 8);

  /**
   * A type that H.323 has no use for: PER gives no way to pass over it, a message with one is
   * refused.
   */
  public static final Type FOREIGN = ForeignType.FOREIGN;

  /** The extension marker: components after it are additions. */
  public static final Component MORE = Component.MARKER;

  private Types() {}

  /** SEQUENCE. */
  public static Type sequence(Component... components) {
    return new SequenceType(components);
  }

  /** CHOICE. */
  public static Type choice(Component... alternatives) {
    return new ChoiceType(alternatives);
  }

  /** A component or alternative of type NULL. */
  public static Component of(String name) {
    return of(name, PlainType.NULL);
  }

  public static Component of(String name, Type type) {
    return new Component(name, type, false);
  }

  /** OPTIONAL. */
  public static Component maybe(String name, Type type) {
    return new Component(name, type, true);
  }

  /** OPTIONAL, of type NULL. */
  public static Component maybe(String name) {
    return maybe(name, PlainType.NULL);
  }

  /** An addition that keeps its place and is passed over. */
  public static Component unread(String name) {
    return new Component(name, null, true);
  }

  /** SEQUENCE OF or SET OF. */
  public static Type listOf(Type element) {
    return new ListType(Size.ANY, element);
  }

  public static Type listOf(int least, int most, Type element) {
    return new ListType(new Size(least, most), element);
  }

  /** INTEGER (least..most). */
  public static Type integer(long least, long most) {
    return new IntegerType(least, most, false);
  }

  /** INTEGER (least..MAX). */
  public static Type integerFrom(long least) {
    return new IntegerType(least, IntegerType.NO_MOST, false);
  }

  /** INTEGER (least..most, ...). */
  public static Type extensibleInteger(long least, long most) {
    return new IntegerType(least, most, true);
  }

  /** ENUMERATED with an extension marker. */
  public static Type enumerated(String... names) {
    return new EnumeratedType(names);
  }

  public static Type octets(int least, int most) {
    return new OctetsType(new Size(least, most));
  }

  public static Type octets(int count) {
    return octets(count, count);
  }

  public static Type bits(int least, int most) {
    return new BitsType(new Size(least, most));
  }

  /** IA5String (SIZE (least..most)). */
  public static Type ia5(int least, int most) {
    return new TextType(new Size(least, most), "", 8);
  }

  /**
   * IA5String or NumericString with so few permitted characters that each has four bits.
   *
   * @param alphabet in the order of their codes, at most 16
   */
  public static Type digits(int least, int most, String alphabet) {
    if (alphabet.length() > 16) {
      throw new IllegalArgumentException(alphabet.length() + " characters in four bits");
    }
    return new TextType(new Size(least, most), alphabet, 4);
  }

  /** BMPString. */
  public static Type bmp(int least, int most) {
    return new TextType(new Size(least, most), "", 16);
  }

  /** BMPString without constraints. */
  public static Type bmp() {
    return bmp(0, Size.UNBOUNDED);
  }

  /** A type that is declared later, or contains itself. */
  public static Type later(Supplier<Type> type) {
    return new LateType(type);
  }
}
