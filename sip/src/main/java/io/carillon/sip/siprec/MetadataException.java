package io.carillon.sip.siprec;

/** Why recording metadata cannot be used: one line of ASCII, below 300 characters. */
public final class MetadataException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_LENGTH = 240;

  MetadataException(String reason) {
    super(printable(reason));
  }

  /** Names and parser messages repeat what came from the network. */
  private static String printable(String text) {
    String line = text.replaceAll("[^ -~]+", " ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
  }
}
