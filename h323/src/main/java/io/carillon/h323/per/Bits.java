package io.carillon.h323.per;

import java.util.Objects;

/**
 * BIT STRING.
 *
 * @param octets the bits from the first octet's highest one on; what fills up the last octet is
 *     zero
 * @param count how many there are
 */
public record Bits(Octets octets, int count) implements Value {

  public Bits {
    Objects.requireNonNull(octets, "octets");
    if (octets.length() != count + 7 >> 3) {
      throw new IllegalArgumentException(count + " bits in " + octets.length() + " octets");
    }
  }
}
