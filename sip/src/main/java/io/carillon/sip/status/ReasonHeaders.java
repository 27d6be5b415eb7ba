package io.carillon.sip.status;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.Messages;
import java.util.List;
import java.util.Optional;
import javax.sip.header.ReasonHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;

/** The Reason header (RFC 3326) of our BYE and CANCEL, and of the far end's. */
public final class ReasonHeaders {
  private static final int MAX_TEXT = 128;

  private ReasonHeaders() {}

  /**
   * One Reason value.
   *
   * @param protocol SIP or Q.850
   * @param cause status code or Q.850 cause
   * @param text empty when there was none; at most 128 characters
   */
  public record Reason(String protocol, int cause, String text) {}

  /** Says why: the Q.850 cause always, the SIP status too where the end was not a normal one. */
  public static void add(Request request, EndReason reason) {
    for (Reason value : of(reason)) {
      request.addHeader(
          Messages.header(
              ReasonHeader.NAME,
              value.protocol()
                  + ";cause="
                  + value.cause()
                  + ";text="
                  + QuotedText.quote(value.text())));
    }
  }

  static List<Reason> of(EndReason reason) {
    Reason q850 = new Reason("Q.850", reason.q850Cause(), reason.text());
    return reason.normal()
        ? List.of(q850)
        : List.of(new Reason("SIP", StatusMapping.statusOf(reason), reason.text()), q850);
  }

  /** The first Reason of a message; empty when it has none. */
  public static Optional<Reason> read(Message message) {
    return Messages.headers(message, ReasonHeader.NAME)
        .filter(ReasonHeader.class::isInstance)
        .map(ReasonHeader.class::cast)
        .findFirst()
        .map(
            header ->
                new Reason(header.getProtocol(), header.getCause(), shortened(header.getText())));
  }

  private static String shortened(String text) {
    if (text == null) {
      return "";
    }
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
