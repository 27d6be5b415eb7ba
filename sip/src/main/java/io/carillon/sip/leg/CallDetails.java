package io.carillon.sip.leg;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegProtocol;
import io.carillon.core.connector.HostPort;
import io.carillon.core.dialin.DialString;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.record.SipMessageRedactor;
import io.carillon.sip.dialog.Messages;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.message.Request;

/** Reads from an INVITE what the rest of the house wants to know of a call. */
final class CallDetails {
  private static final int MAX_TEXT = 128;
  private static final int MAX_HEADER = 512;

  private CallDetails() {}

  static DialPlan.CallRequest request(Request invite) {
    return new DialPlan.CallRequest(
        user(invite.getRequestURI()),
        host(invite.getRequestURI()),
        fromUser(invite),
        LegProtocol.SIP);
  }

  static Refusal refusal(Request invite, DialPlan.Refuse refuse) {
    boolean unknown = refuse.reason() == EndReason.UNKNOWN_DESTINATION;
    return unknown && RequestRules.hopsUsedUp(invite)
        ? Refusal.of(483, refuse.reason(), "")
        : Refusal.of(refuse.reason(), refuse.explanation());
  }

  static LegInfo incoming(
      IncomingCall call, String connector, String region, RandomGenerator random, Clock clock) {
    Request invite = call.invite();
    return new LegInfo(
        uuid(random),
        Messages.callId(invite),
        connector,
        LegProtocol.SIP,
        CallDirection.INBOUND,
        fromUser(invite),
        DialString.shown(user(invite.getRequestURI())),
        host(invite.getRequestURI()),
        region,
        HostPort.text(call.source()),
        shortened(Messages.value(invite, "User-Agent").orElse("")),
        clock.instant());
  }

  static LegInfo outgoing(
      OutgoingCall call, URI target, String callId, RandomGenerator random, Clock clock) {
    LegInfo info =
        new LegInfo(
                uuid(random),
                callId,
                call.voiceConnectorId(),
                LegProtocol.SIP,
                CallDirection.OUTBOUND,
                shortened(call.fromUser()),
                DialString.shown(user(target)),
                host(target),
                call.region(),
                HostPort.text(call.hop().address()),
                "",
                clock.instant())
            .withRole(call.details().role());
    String first = call.details().callTransactionId();
    return first.isEmpty() ? info : info.inCall(first);
  }

  /** The headers that streaming events repeat, under their names there; each bounded. */
  static Map<String, String> inviteHeaders(Request invite) {
    Map<String, String> headers = new HashMap<>();
    for (String name : DomainEvent.INVITE_HEADERS) {
      Messages.value(invite, name)
          .ifPresent(
              value ->
                  headers.put(
                      name,
                      SipMessageRedactor.redact(
                          value.length() <= MAX_HEADER ? value : value.substring(0, MAX_HEADER))));
    }
    return Map.copyOf(headers);
  }

  private static String fromUser(Request invite) {
    String user = user(Messages.from(invite).getAddress().getURI());
    return user.equalsIgnoreCase("anonymous") ? "" : user;
  }

  private static String user(URI uri) {
    String user = uri instanceof SipURI sip ? sip.getUser() : null;
    return user == null ? "" : shortened(user);
  }

  private static String host(URI uri) {
    return uri instanceof SipURI sip && sip.getHost() != null
        ? shortened(sip.getHost().toLowerCase(Locale.ROOT))
        : "";
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }

  /** A random UUID (RFC 9562, version 4). */
  private static String uuid(RandomGenerator random) {
    long high = random.nextLong() & ~0xf000L | 0x4000L;
    long low = random.nextLong() & ~(3L << 62) | 1L << 63;
    return new UUID(high, low).toString();
  }
}
