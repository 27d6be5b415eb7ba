package io.carillon.sip.bridge;

import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.leg.InDialogRequest;
import io.carillon.sip.leg.RemoteRequest;
import io.carillon.sip.leg.RequestOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Requests of one side inside the call: INFO, MESSAGE and NOTIFY go to the other side if it takes
 * them, REFER is a transfer. Owned by the call's strand.
 */
final class RequestPassing {
  private static final Set<String> WITH_IT =
      Set.of("info-package", "event", "subscription-state", "content-disposition");

  private final BridgedCall call;

  RequestPassing(BridgedCall call) {
    this.call = call;
  }

  void requested(Side from, RemoteRequest request) {
    Optional<Side> other = call.other(from);
    if (request.method().equals("REFER")) {
      call.transfers().referred(from, request);
    } else if (other.isEmpty()) {
      request.respond(480, List.of()); // nobody there yet
    } else if (reports(request)) {
      request.respond(481, List.of()); // we subscribed to nothing (RFC 3515)
    } else if (!request.method().equals("INFO") && !other.get().leg().allows(request.method())) {
      request.respond(405, List.of());
    } else {
      pass(other.get(), from, request);
    }
  }

  private static boolean reports(RemoteRequest request) {
    return request.method().equals("NOTIFY")
        && HeaderLine.first(request.headers(), "Event")
            .map(event -> event.toLowerCase(Locale.ROOT).startsWith("refer"))
            .orElse(false);
  }

  private void pass(Side to, Side from, RemoteRequest request) {
    List<HeaderLine> headers =
        new ArrayList<>(CarriedHeaders.ofRequest(request.headers(), call.passageTo(to)));
    request.headers().stream()
        .filter(line -> WITH_IT.contains(line.name().toLowerCase(Locale.ROOT)))
        .filter(line -> line.value().length() <= CarriedHeaders.MAX_LENGTH)
        .forEach(headers::add);
    to.leg()
        .request(
            new InDialogRequest(request.method(), headers, request.body()),
            outcome -> call.run(() -> answer(from, request, outcome)));
  }

  private void answer(Side from, RemoteRequest request, RequestOutcome outcome) {
    int status =
        switch (outcome.status()) {
          case 401, 407 -> 403;
          case 408, 481, 487 -> 504;
          default -> outcome.status() / 100 == 3 ? 480 : outcome.status();
        };
    request.respond(status, CarriedHeaders.ofResponse(outcome.headers(), call.passageTo(from)));
  }
}
