package io.carillon.sip.leg;

import io.carillon.sip.transport.SipHop;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A call to be placed.
 *
 * @param target request URI and To, such as {@code sip:1234567890@meet.example.com}
 * @param hop where the INVITE goes: a numeric address, whatever the target's host says
 * @param fromUser user part of From; empty for none
 * @param fromHost host part of From
 * @param displayName of From; empty for none
 * @param voiceConnectorId whose logs and metrics the call belongs to
 * @param region its region
 * @param credentials for a digest challenge
 * @param patience how long it may ring
 */
public record OutgoingCall(
    String target,
    SipHop hop,
    String fromUser,
    String fromHost,
    String displayName,
    String voiceConnectorId,
    String region,
    Optional<Credentials> credentials,
    Duration patience) {

  /** User name and password for digest authentication. */
  public record Credentials(String user, String password) {
    public Credentials {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }

    /** Passwords never reach a log. */
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }

  public OutgoingCall {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(hop, "hop");
    Objects.requireNonNull(fromUser, "fromUser");
    Objects.requireNonNull(fromHost, "fromHost");
    Objects.requireNonNull(displayName, "displayName");
    Objects.requireNonNull(voiceConnectorId, "voiceConnectorId");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(patience, "patience");
  }

  /** A call without credentials that may ring for a minute. */
  public static OutgoingCall of(
      String target, SipHop hop, String fromUser, String connector, String region) {
    return new OutgoingCall(
        target,
        hop,
        fromUser,
        "anonymous.invalid",
        "",
        connector,
        region,
        Optional.empty(),
        Duration.ofSeconds(60));
  }

  public OutgoingCall withCredentials(String user, String password) {
    return new OutgoingCall(
        target,
        hop,
        fromUser,
        fromHost,
        displayName,
        voiceConnectorId,
        region,
        Optional.of(new Credentials(user, password)),
        patience);
  }

  public OutgoingCall withPatience(Duration wanted) {
    return new OutgoingCall(
        target,
        hop,
        fromUser,
        fromHost,
        displayName,
        voiceConnectorId,
        region,
        credentials,
        wanted);
  }
}
