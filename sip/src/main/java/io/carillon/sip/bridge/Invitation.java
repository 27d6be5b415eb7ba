package io.carillon.sip.bridge;

import io.carillon.core.call.LegRole;
import io.carillon.core.connector.HostPort;
import io.carillon.core.trunk.TrunkCall;
import io.carillon.core.trunk.TrunkTarget;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.leg.MediaTerms;
import io.carillon.sip.leg.OutgoingCall;
import io.carillon.sip.multipart.BodyPart;
import io.carillon.sip.sdp.SrtpPolicy;
import io.carillon.sip.transport.SipHop;
import java.util.List;
import java.util.Locale;

/**
 * The INVITE to the called side, the same for each place that is tried but for what the place asks
 * for.
 *
 * @param identity who calls
 * @param headers to carry, the marks against loops among them
 * @param session half of Session-ID of who calls
 * @param media to offer
 * @param maxForwards one less than the caller's
 * @param role of the leg
 * @param callTransactionId of the call's first leg
 * @param parts of the body beside the offer
 */
record Invitation(
    TrunkCall call,
    CallerIdentity identity,
    List<HeaderLine> headers,
    String session,
    MediaTerms media,
    int maxForwards,
    LegRole role,
    String callTransactionId,
    List<BodyPart> parts,
    BridgeSettings settings) {
  private static final String PLAIN_USER_MARKS = "-_.!~*'()&=+$,;?/";
  private static final int MAX_HEADERS = 64;

  Invitation {
    headers = List.copyOf(headers);
  }

  /**
   * @param wanted headers for this place, in place of those for all
   */
  OutgoingCall to(TrunkTarget target, List<HeaderLine> wanted, SipHop hop) {
    MediaTerms terms = SrtpPolicy.of(target.encryption()).map(media::withSrtp).orElse(media);
    return new OutgoingCall(
        uri(target),
        hop,
        escaped(identity.user()),
        identity.host(),
        identity.display(),
        call.connectorId(),
        call.region(),
        target.credentials().map(c -> new OutgoingCall.Credentials(c.user(), c.password())),
        settings.ringing(),
        new OutgoingCall.Details(
            "",
            "",
            wanted.size() > MAX_HEADERS ? wanted.subList(0, MAX_HEADERS) : wanted,
            terms,
            maxForwards,
            settings.firstResponse(),
            role,
            callTransactionId,
            parts,
            session));
  }

  private static String uri(TrunkTarget target) {
    String host = target.domain();
    if (host.isEmpty()) {
      host = HostPort.text(target.host(), target.port());
      host +=
          switch (target.transport()) {
            case UDP -> "";
            case TCP, TLS -> ";transport=" + target.transport().name().toLowerCase(Locale.ROOT);
          };
    }
    return "sip:" + (target.user().isEmpty() ? "" : escaped(target.user()) + "@") + host;
  }

  /** A user part with what may not stand in one as %HH (RFC 3261 25.1). */
  static String escaped(String user) {
    StringBuilder text = new StringBuilder();
    for (byte b : user.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN_USER_MARKS.indexOf(c) >= 0);
      text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return text.toString();
  }
}
