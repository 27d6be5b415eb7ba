package io.carillon.h323.per;

/**
 * Strings of characters with a known number of bits each (X.691 clause 30), and GeneralString,
 * whose octets are read as Latin-1.
 */
final class TextType extends Type {
  private static final int UNALIGNED_BITS = 16;

  private final Size size;
  private final String alphabet;
  private final int bits;

  /**
   * @param alphabet the permitted characters in the order of their codes, empty when characters are
   *     written as their codes
   * @param bits of one character, a power of 2
   */
  TextType(Size size, String alphabet, int bits) {
    this.size = size;
    this.alphabet = alphabet;
    this.bits = bits;
  }

  @Override
  Value read(BitReader in) throws PerException {
    int length = size.read(in);
    if (aligned(length)) {
      in.align();
    }
    // Octets are asked for before room is made for as many characters as a stranger says.
    StringBuilder text = new StringBuilder(Math.min(length, 64));
    for (int i = 0; i < length; i++) {
      text.append(character((int) in.bits(bits)));
    }
    return Value.text(text.toString());
  }

  private char character(int code) throws PerException {
    if (alphabet.isEmpty()) {
      return (char) code;
    }
    if (code >= alphabet.length()) {
      throw new PerException("character " + code + " of " + alphabet.length());
    }
    return alphabet.charAt(code);
  }

  private boolean aligned(int length) {
    if (size.fixed()) {
      return (long) size.most() * bits > UNALIGNED_BITS;
    }
    return length > 0 && (long) size.most() * bits >= UNALIGNED_BITS;
  }

  @Override
  void write(BitWriter out, Value value) {
    String text = as(Value.Text.class, value).text();
    size.write(out, text.length());
    if (aligned(text.length())) {
      out.align();
    }
    for (int i = 0; i < text.length(); i++) {
      out.bits(code(text.charAt(i)), bits);
    }
  }

  private int code(char character) {
    int code = alphabet.isEmpty() ? character : alphabet.indexOf(character);
    if (code < 0 || code >> bits != 0) {
      throw new IllegalArgumentException("character " + (int) character + " cannot be sent");
    }
    return code;
  }
}
