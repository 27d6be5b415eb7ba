package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.GlareDelay;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * INFO, MESSAGE, NOTIFY and REFER of the far end that wait for somebody else's response.
 *
 * <p>Owned by the call's strand. At most eight wait.
 */
final class RemoteRequests {
  private static final int MAX_OPEN = 8;

  private final SipLeg leg;
  private final InDialog inDialog;
  private final List<Open> open = new ArrayList<>();

  RemoteRequests(SipLeg leg, InDialog inDialog) {
    this.leg = leg;
    this.inDialog = inDialog;
  }

  void handUp(Request request, ServerTransaction transaction, DialogRequests taker) {
    if (open.size() >= MAX_OPEN) {
      int seconds = GlareDelay.retryAfterSeconds(leg.services().random());
      inDialog.refuse(
          request,
          transaction,
          Refusal.of(500, EndReason.OVERLOAD, "too many requests wait for an answer")
              .with("Retry-After", Integer.toString(seconds)));
      return;
    }
    Open waiting = new Open(request, transaction);
    open.add(waiting);
    taker.requested(waiting);
  }

  /** The leg has ended: none is answered by others any more. */
  void stop() {
    List.copyOf(open).forEach(waiting -> waiting.answer(481, List.of()));
  }

  /** Half of how long the far end repeats its request. */
  static Duration patience(SipLeg leg) {
    return leg.services().settings().timings().patience().dividedBy(2);
  }

  private final class Open implements RemoteRequest {
    private final Request request;
    private final ServerTransaction transaction;
    private final List<HeaderLine> headers;
    private final Timers.Timer limit;

    Open(Request request, ServerTransaction transaction) {
      this.request = request;
      this.transaction = transaction;
      this.headers = Messages.lines(request);
      this.limit = leg.timers().after(patience(leg), () -> answer(504, List.of()));
    }

    @Override
    public String method() {
      return request.getMethod();
    }

    @Override
    public List<HeaderLine> headers() {
      return headers;
    }

    @Override
    public Optional<Body> body() {
      return Body.of(request);
    }

    @Override
    public void respond(int status, List<HeaderLine> extra) {
      if (status < 200 || status > 699) {
        throw new IllegalArgumentException("status " + status + ": allowed is 200-699");
      }
      List<HeaderLine> copy = List.copyOf(extra);
      leg.onStrand(() -> answer(status, copy));
    }

    private void answer(int status, List<HeaderLine> extra) {
      if (!open.remove(this)) {
        return;
      }
      limit.cancel();
      Response response = leg.replies().of(status, request, leg.localTag());
      if (status < 300) {
        inDialog.contact(response);
      }
      ExtraHeaders.put(response, extra);
      inDialog.respond(transaction, response);
    }
  }
}
