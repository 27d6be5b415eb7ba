package io.carillon.media.session;

import java.util.Objects;

/**
 * ICE for a session (RFC 8445) in which we are a lite agent: the far end checks, we answer.
 *
 * @param localFragment our ice-ufrag
 * @param localPassword our ice-pwd, with which the far end's checks are authenticated
 * @param remoteFragment theirs, the other half of a check's USERNAME
 * @param remotePassword theirs; a change of it restarts ICE
 */
public record IcePlan(
    String localFragment, String localPassword, String remoteFragment, String remotePassword) {
  public IcePlan {
    Objects.requireNonNull(localFragment, "localFragment");
    Objects.requireNonNull(localPassword, "localPassword");
    Objects.requireNonNull(remoteFragment, "remoteFragment");
    Objects.requireNonNull(remotePassword, "remotePassword");
  }

  /** Passwords never reach a log. */
  @Override
  public String toString() {
    return "IcePlan[" + localFragment + " <- " + remoteFragment + "]";
  }
}
