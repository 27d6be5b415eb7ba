package io.carillon.sip.status;

import io.carillon.sip.dialog.Messages;
import javax.sip.message.Response;

/** The Warning header (RFC 3261 20.43), which says in words what a status code hides. */
public final class Warnings {
  /** Miscellaneous warning. */
  public static final int MISCELLANEOUS = 399;

  private Warnings() {}

  /**
   * Adds a warning.
   *
   * @param code 300-399 (RFC 3261 27.2)
   * @param agent who warns: our host name or address
   */
  public static void add(Response response, int code, String agent, String text) {
    response.addHeader(
        Messages.header("Warning", code + " " + agent + " " + QuotedText.quote(text)));
  }
}
