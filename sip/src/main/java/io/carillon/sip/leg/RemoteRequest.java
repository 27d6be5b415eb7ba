package io.carillon.sip.leg;

import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import java.util.Optional;

/**
 * A request of the far end inside a call that waits for its response. It is answered with 504 when
 * none comes within half of 64*T1. At most eight wait in one leg. The methods may be called from
 * any thread; only the first response counts.
 */
public interface RemoteRequest {

  /** INFO, MESSAGE, NOTIFY or REFER. */
  String method();

  List<HeaderLine> headers();

  Optional<Body> body();

  /**
   * Answers.
   *
   * @param status 200-699
   */
  void respond(int status, List<HeaderLine> headers);
}
