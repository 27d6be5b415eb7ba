package io.carillon.h323.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/** A message as a real endpoint sent it; the resource says which one. */
public enum Recorded {
  SETUP_INTEL_PHONE,
  SETUP_GATEWAY,
  ALERTING_POLYCOM_HDX,
  CONNECT_POLYCOM_HDX,
  CAPABILITIES_POLYCOM_HDX,
  RELEASE_COMPLETE_GATEWAY;

  /** The bytes without the lines that say where they come from. */
  public byte[] bytes() {
    String resource = name().toLowerCase(Locale.ROOT).replace('_', '-') + ".hex";
    try (InputStream in = Recorded.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      String hex = text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining());
      return HexFormat.of().parseHex(hex.replace(" ", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The bytes from the last user-to-user element's protocol discriminator on, for messages recorded
   * with their Q.931 part.
   *
   * @param header octets before it
   */
  public byte[] after(int header) {
    byte[] all = bytes();
    return Arrays.copyOfRange(all, header, all.length);
  }
}
