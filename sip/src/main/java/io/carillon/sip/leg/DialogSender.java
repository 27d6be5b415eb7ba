package io.carillon.sip.leg;

import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.digest.DigestClient;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Sends requests of ours inside a dialog, and once more with credentials where they are challenged.
 *
 * <p>Owned by the call's strand.
 */
final class DialogSender {
  private static final int MAX_TRIES = 3;
  private static final String[] CREDENTIALS = {"Authorization", "Proxy-Authorization"};

  private final SipLeg leg;
  private Optional<DigestClient> digest = Optional.empty();

  DialogSender(SipLeg leg) {
    this.leg = leg;
  }

  /** For challenges inside the dialog. */
  void credentials(DigestClient client) {
    digest = Optional.of(client);
  }

  /** Is told what a request came to, on the strand. */
  interface Done {
    /** A final response to this request, challenges that could be answered left out. */
    void response(Request request, Response response);

    /** No response came, or the way to the far end is broken. */
    void unanswered(Request request);
  }

  /** Nobody waits for the outcome. */
  static final Done UNWATCHED =
      new Done() {
        @Override
        public void response(Request request, Response response) {
          // As said.
        }

        @Override
        public void unanswered(Request request) {
          // As said.
        }
      };

  /**
   * Sends.
   *
   * @param fill adds what the request is about; run again for each try
   */
  void send(Dialog dialog, String method, Consumer<Request> fill, Done done) {
    new Sending(dialog, method, fill, done).first();
  }

  private final class Sending {
    private final Dialog dialog;
    private final String method;
    private final Consumer<Request> fill;
    private final Done done;
    private int tries;

    Sending(Dialog dialog, String method, Consumer<Request> fill, Done done) {
      this.dialog = dialog;
      this.method = method;
      this.fill = fill;
      this.done = done;
    }

    void first() {
      send(make());
    }

    private Request make() {
      Request request = dialog.request(method, leg.signalling().via(leg.flow()));
      request.setHeader(Messages.header("User-Agent", leg.services().settings().product()));
      leg.session().put(request);
      fill.accept(request);
      return request;
    }

    private void send(Request request) {
      tries++;
      leg.signalling()
          .send(
              request,
              leg.flow(),
              new Signalling.Answers() {
                @Override
                public void response(Response response) {
                  if (response.getStatusCode() >= 200) {
                    leg.onStrand(() -> answered(request, response));
                  }
                }

                @Override
                public void unanswered() {
                  leg.onStrand(() -> done.unanswered(request));
                }
              });
    }

    private void answered(Request request, Response response) {
      leg.session().heard(response);
      boolean challenged = response.getStatusCode() == 401 || response.getStatusCode() == 407;
      if (challenged && digest.isPresent() && tries < MAX_TRIES && again(request, response)) {
        return;
      }
      done.response(request, response);
    }

    private boolean again(Request refused, Response response) {
      Request next = make();
      // Credentials for a proxy stay when the next challenge is the far end's.
      for (String name : CREDENTIALS) {
        if (refused.getHeader(name) != null) {
          next.setHeader(refused.getHeader(name));
        }
      }
      if (!digest.get().answer(response, next)) {
        return false;
      }
      send(next);
      return true;
    }
  }
}
