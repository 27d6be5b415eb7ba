package io.carillon.sip.sdp;

/** A session description that cannot be read: answered with 400 and this message. */
public final class SdpException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int EXCERPT_CHARS = 60;

  private final int line;

  /**
   * @param line number of the line, from 1; 0 when the whole body is meant
   * @param text the line; the message holds at most 60 of its characters and no key
   * @param reason what is wrong with it
   */
  public SdpException(int line, String text, String reason) {
    super(message(line, text, reason), null, false, false);
    this.line = line;
  }

  /** Number of the line, from 1; 0 when the whole body is meant. */
  public int line() {
    return line;
  }

  private static String message(int line, String text, String reason) {
    return line == 0
        ? "SDP: " + reason
        : "SDP line " + line + " \"" + excerpt(text) + "\": " + reason;
  }

  private static String excerpt(String text) {
    if (text.startsWith("a=crypto") || text.startsWith("k=")) {
      return text.substring(0, Math.min(text.length(), text.startsWith("k=") ? 2 : 8)) + "...";
    }
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), EXCERPT_CHARS); i++) {
      char c = text.charAt(i);
      shown.append(c >= ' ' && c < 127 ? c : '?');
    }
    return text.length() > EXCERPT_CHARS ? shown + "..." : shown.toString();
  }
}
