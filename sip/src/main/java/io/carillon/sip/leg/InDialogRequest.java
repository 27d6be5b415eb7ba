package io.carillon.sip.leg;

import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A request to send in a dialog.
 *
 * @param method INFO, MESSAGE, NOTIFY, REFER, OPTIONS
 */
public record InDialogRequest(String method, List<HeaderLine> headers, Optional<Body> body) {
  public InDialogRequest {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(body, "body");
    headers = List.copyOf(headers);
  }
}
