package io.carillon.h323.per;

/** OCTET STRING (X.691 clause 16), and open types (10.2), which are written alike. */
final class OctetsType extends Type {
  /** Octet strings of a fixed size up to this one begin anywhere. */
  private static final int UNALIGNED = 2;

  private final Size size;

  OctetsType(Size size) {
    this.size = size;
  }

  @Override
  Value read(BitReader in) throws PerException {
    int length = size.read(in);
    if (size.fixed() && length <= UNALIGNED) {
      byte[] octets = new byte[length];
      for (int i = 0; i < length; i++) {
        octets[i] = (byte) in.bits(8);
      }
      return new Octets(octets);
    }
    if (length > 0) {
      in.align();
    }
    return new Octets(in.octets(length));
  }

  @Override
  void write(BitWriter out, Value value) {
    byte[] octets = as(Octets.class, value).bytes();
    size.write(out, octets.length);
    if (size.fixed() && octets.length <= UNALIGNED) {
      for (byte octet : octets) {
        out.bits(octet, 8);
      }
    } else if (octets.length > 0) {
      out.align();
      out.octets(octets);
    }
  }

  static void writeOpen(BitWriter out, byte[] encoding) {
    Numbers.writeLength(out, encoding.length);
    out.octets(encoding);
  }
}
