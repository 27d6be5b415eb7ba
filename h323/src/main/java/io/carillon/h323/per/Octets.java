package io.carillon.h323.per;

import java.util.Arrays;
import java.util.HexFormat;

/** OCTET STRING, and the content of what is not known. */
public record Octets(byte[] bytes) implements Value {

  public Octets {
    bytes = bytes.clone();
  }

  public static Octets ofHex(String hex) {
    return new Octets(HexFormat.of().parseHex(hex));
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
