package io.carillon.sip.leg;

import io.carillon.sip.dialog.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Requests others have us send in the dialog: INFO, MESSAGE, NOTIFY, REFER.
 *
 * <p>Owned by the call's strand. At most 16 at a time.
 */
final class LocalRequests {
  private static final int MAX_OPEN = 16;
  private static final RequestOutcome ENDED = new RequestOutcome(487, List.of(), Optional.empty());

  private final SipLeg leg;
  private final DialogSender sender;
  private final List<Consumer<RequestOutcome>> open = new ArrayList<>();

  LocalRequests(SipLeg leg, DialogSender sender) {
    this.leg = leg;
    this.sender = sender;
  }

  void send(InDialogRequest wanted, Consumer<RequestOutcome> done) {
    var dialog = leg.requestDialog();
    if (dialog.isEmpty()) {
      done.accept(ENDED);
      return;
    }
    if (open.size() >= MAX_OPEN) {
      done.accept(new RequestOutcome(503, List.of(), Optional.empty()));
      return;
    }
    open.add(done);
    sender.send(
        dialog.get(),
        wanted.method(),
        request -> fill(request, wanted),
        new DialogSender.Done() {
          @Override
          public void response(Request request, Response response) {
            finished(
                done,
                new RequestOutcome(
                    response.getStatusCode(), Messages.lines(response), Body.of(response)));
          }

          @Override
          public void unanswered(Request request) {
            finished(done, new RequestOutcome(408, List.of(), Optional.empty()));
          }
        });
  }

  private void fill(Request request, InDialogRequest wanted) {
    request.setHeader(
        Messages.contact(
            leg.signalling().contact(leg.flow(), leg.requestDialog().orElseThrow().secure())));
    ExtraHeaders.put(request, wanted.headers());
    wanted.body().ifPresent(body -> Messages.body(request, body.type(), body.bytes()));
  }

  private void finished(Consumer<RequestOutcome> done, RequestOutcome outcome) {
    if (open.remove(done)) {
      done.accept(outcome);
    }
  }

  /** The leg has ended: nobody waits any more. */
  void released() {
    List<Consumer<RequestOutcome>> left = List.copyOf(open);
    open.clear();
    left.forEach(done -> done.accept(ENDED));
  }
}
