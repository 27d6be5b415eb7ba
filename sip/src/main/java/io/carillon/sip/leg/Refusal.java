package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.status.StatusMapping;
import io.carillon.sip.status.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Why a request is refused, and what the response says of it.
 *
 * @param status 300-699
 * @param reason for the record
 * @param warning Warning code, 300-399
 * @param text of the Warning; empty for none
 * @param headers others the status asks for or another leg brought, in their order
 */
public record Refusal(
    int status, EndReason reason, int warning, String text, List<HeaderLine> headers) {

  public Refusal {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(text, "text");
    headers = List.copyOf(headers);
  }

  public static Refusal of(int status, EndReason reason, String text) {
    return new Refusal(status, reason, Warnings.MISCELLANEOUS, text, List.of());
  }

  /** By the reason alone; what we refuse for want of room may be tried again. */
  public static Refusal of(EndReason reason, String text) {
    int status = StatusMapping.statusOf(reason);
    Refusal refusal = of(status, reason, text);
    return status == 503 ? refusal.with("Retry-After", RETRY_AFTER_SECONDS) : refusal;
  }

  private static final String RETRY_AFTER_SECONDS = "10";

  static Refusal media(LegMedia.Refused refused) {
    EndReason reason =
        refused.status() == 400 ? EndReason.PROTOCOL_ERROR : EndReason.NO_COMMON_MEDIA;
    return new Refusal(refused.status(), reason, refused.warning(), refused.text(), List.of());
  }

  static Refusal body(SdpBody.Unsupported unsupported, String accept) {
    Refusal refusal = of(415, EndReason.NO_COMMON_MEDIA, unsupported.text());
    return unsupported.encoding()
        ? refusal.with("Accept-Encoding", "identity")
        : refusal.with("Accept", accept);
  }

  /** One more header. */
  public Refusal with(String header, String value) {
    return with(List.of(new HeaderLine(header, value)));
  }

  /** More headers. */
  public Refusal with(List<HeaderLine> more) {
    List<HeaderLine> all = new ArrayList<>(headers);
    all.addAll(more);
    return new Refusal(status, reason, warning, text, all);
  }

  /** A header with a list of values. */
  Refusal withEach(String header, List<String> values) {
    return with(values.stream().map(value -> new HeaderLine(header, value)).toList());
  }
}
