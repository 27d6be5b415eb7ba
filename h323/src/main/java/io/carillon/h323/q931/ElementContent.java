package io.carillon.h323.q931;

import java.util.Arrays;
import java.util.HexFormat;

/** What one information element carries; compares by content. */
public record ElementContent(byte[] bytes) {

  public ElementContent {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ElementContent content && Arrays.equals(bytes, content.bytes);
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
