package io.carillon.sip.leg;

import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The final response to a request of ours.
 *
 * @param status 200-699; 408 when there was none, 487 when the leg had ended, 503 when too many
 *     requests were under way
 */
public record RequestOutcome(int status, List<HeaderLine> headers, Optional<Body> body) {
  public RequestOutcome {
    Objects.requireNonNull(body, "body");
    headers = List.copyOf(headers);
  }
}
