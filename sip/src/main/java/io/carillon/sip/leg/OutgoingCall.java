package io.carillon.sip.leg;

import io.carillon.core.call.LegRole;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.multipart.BodyPart;
import io.carillon.sip.transport.SipHop;
import java.time.Duration;
import java.util.List;
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
 * @param details what most calls leave as it is
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
    Duration patience,
    Details details) {

  /**
   * The rest of the INVITE.
   *
   * @param to To URI where it is not the target; empty for the target
   * @param toDisplay display name of To; empty for none
   * @param headers to add, such as P-Asserted-Identity or Diversion; at most 64; those that make no
   *     header are left out
   * @param media of the offer
   * @param maxForwards 0-255
   * @param firstResponse how long the far end may say nothing at all before the call fails; the
   *     stack's own limit is 64*T1
   * @param role for whom the leg is
   * @param callTransactionId that of the leg it is called for; empty when it is a call of its own
   * @param parts of the body beside the offer, such as where an emergency's caller is; at most 8
   * @param session half of Session-ID of the party it is called for (RFC 7989); empty to say none
   */
  public record Details(
      String to,
      String toDisplay,
      List<HeaderLine> headers,
      MediaTerms media,
      int maxForwards,
      Duration firstResponse,
      LegRole role,
      String callTransactionId,
      List<BodyPart> parts,
      String session) {
    private static final int MAX_HEADERS = 64;
    private static final int MAX_PARTS = 8;

    /** With the offer alone. */
    public Details(
        String to,
        String toDisplay,
        List<HeaderLine> headers,
        MediaTerms media,
        int maxForwards,
        Duration firstResponse,
        LegRole role,
        String callTransactionId) {
      this(
          to,
          toDisplay,
          headers,
          media,
          maxForwards,
          firstResponse,
          role,
          callTransactionId,
          List.of(),
          "");
    }

    /** A call for a meeting. */
    public static final Details PLAIN =
        new Details(
            "", "", List.of(), MediaTerms.OURS, 70, Duration.ofSeconds(60), LegRole.MEETING, "");

    public Details {
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(toDisplay, "toDisplay");
      Objects.requireNonNull(media, "media");
      Objects.requireNonNull(firstResponse, "firstResponse");
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(callTransactionId, "callTransactionId");
      Objects.requireNonNull(session, "session");
      headers = List.copyOf(headers);
      parts = List.copyOf(parts);
      if (parts.size() > MAX_PARTS) {
        throw new IllegalArgumentException(parts.size() + " parts: allowed are " + MAX_PARTS);
      }
      if (maxForwards < 0 || maxForwards > 255) {
        throw new IllegalArgumentException("maxForwards " + maxForwards + ": allowed is 0-255");
      }
      if (headers.size() > MAX_HEADERS) {
        throw new IllegalArgumentException(headers.size() + " headers: allowed are " + MAX_HEADERS);
      }
    }
  }

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
    Objects.requireNonNull(details, "details");
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
        Duration.ofSeconds(60),
        Details.PLAIN);
  }

  public OutgoingCall withDetails(Details wanted) {
    return new OutgoingCall(
        target,
        hop,
        fromUser,
        fromHost,
        displayName,
        voiceConnectorId,
        region,
        credentials,
        patience,
        wanted);
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
        patience,
        details);
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
        wanted,
        details);
  }
}
