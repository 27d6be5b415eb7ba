package io.carillon.h323.per;

/** BIT STRING (X.691 clause 15). */
final class BitsType extends Type {
  /** Bit strings of a fixed size up to this one begin anywhere. */
  private static final int UNALIGNED = 16;

  private final Size size;

  BitsType(Size size) {
    this.size = size;
  }

  @Override
  Value read(BitReader in) throws PerException {
    int count = size.read(in);
    align(in, count);
    byte[] octets = new byte[count + 7 >> 3];
    for (int i = 0; i < octets.length; i++) {
      int bits = Math.min(8, count - i * 8);
      octets[i] = (byte) (in.bits(bits) << 8 - bits);
    }
    return new Bits(new Octets(octets), count);
  }

  private void align(BitReader in, int count) throws PerException {
    if (count > (size.fixed() ? UNALIGNED : 0)) {
      in.align();
    }
  }

  @Override
  void write(BitWriter out, Value value) {
    Bits bits = as(Bits.class, value);
    size.write(out, bits.count());
    if (bits.count() > (size.fixed() ? UNALIGNED : 0)) {
      out.align();
    }
    byte[] octets = bits.octets().bytes();
    for (int i = 0; i < octets.length; i++) {
      int count = Math.min(8, bits.count() - i * 8);
      out.bits((octets[i] & 0xff) >> 8 - count, count);
    }
  }
}
