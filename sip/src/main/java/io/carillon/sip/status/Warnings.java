package io.carillon.sip.status;

import io.carillon.sip.dialog.Messages;
import javax.sip.message.Response;

/** The Warning header (RFC 3261 20.43), which says in words what a status code hides. */
public final class Warnings {
  /** Miscellaneous warning. */
  public static final int MISCELLANEOUS = 399;

  private static final String PSEUDONYM = "carillon";

  private Warnings() {}

  /**
   * Adds a warning.
   *
   * @param code 300-399 (RFC 3261 27.2)
   * @param agent who warns: our host name or address
   */
  public static void add(Response response, int code, String agent, String text) {
    // JAIN-SIP's parser takes no IPv6 reference there; a pseudonym is as good (RFC 3261 20.43).
    String warner = agent.startsWith("[") ? PSEUDONYM : agent;
    response.addHeader(
        Messages.header("Warning", code + " " + warner + " " + QuotedText.quote(text)));
  }
}
