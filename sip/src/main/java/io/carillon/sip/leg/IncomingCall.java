package io.carillon.sip.leg;

import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.transport.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.message.Request;

/**
 * An INVITE that begins a call, read for those who decide what becomes of it. All of it is what a
 * stranger wrote, but for {@code source}, {@code transport} and {@code local}.
 *
 * @param requestUri who is called
 * @param from who calls
 * @param to who was called at first
 * @param source where the message came from
 * @param transport how it came
 * @param local address of ours it came to
 * @param callId at most 256 characters
 * @param fromTag the caller's half of the dialog
 * @param maxForwards 70 when nothing is said (RFC 3261 16.6)
 * @param supported option tags of Supported
 * @param required option tags of Require
 * @param offer the session offered; empty when there is none or it cannot be read, in which case
 *     the call is refused without anybody being asked
 * @param headers every header of the message in its order, lists taken apart; at most 256
 * @param invite the message itself, for who judges its digest; not to be changed
 */
public record IncomingCall(
    CallUri requestUri,
    CallParty from,
    CallParty to,
    InetSocketAddress source,
    SipTransport transport,
    InetAddress local,
    String callId,
    String fromTag,
    int maxForwards,
    List<String> supported,
    List<String> required,
    Optional<OfferedMedia> offer,
    List<HeaderLine> headers,
    Request invite) {
  private static final int DEFAULT_MAX_FORWARDS = 70;
  private static final int MAX_TAGS = 32;

  public IncomingCall {
    Objects.requireNonNull(requestUri, "requestUri");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(local, "local");
    Objects.requireNonNull(callId, "callId");
    Objects.requireNonNull(fromTag, "fromTag");
    Objects.requireNonNull(offer, "offer");
    Objects.requireNonNull(invite, "invite");
    supported = List.copyOf(supported);
    required = List.copyOf(required);
    headers = List.copyOf(headers);
  }

  /** Reads an INVITE. */
  public static IncomingCall of(
      Request invite, InetSocketAddress source, SipTransport transport, InetAddress local) {
    return new IncomingCall(
        CallUri.of(invite.getRequestURI()),
        CallParty.of(Messages.from(invite).getAddress()),
        CallParty.of(Messages.to(invite).getAddress()),
        source,
        transport,
        local,
        Messages.callId(invite),
        Messages.fromTag(invite),
        invite.getHeader(MaxForwardsHeader.NAME) instanceof MaxForwardsHeader hops
            ? hops.getMaxForwards()
            : DEFAULT_MAX_FORWARDS,
        Messages.tokens(invite, "Supported").limit(MAX_TAGS).toList(),
        Messages.tokens(invite, "Require").limit(MAX_TAGS).toList(),
        OfferedMedia.of(invite),
        Messages.lines(invite),
        invite);
  }

  /** It came encrypted. */
  public boolean secure() {
    return transport.isSecure();
  }

  /** The first header of that name. */
  public Optional<String> header(String name) {
    return HeaderLine.first(headers, name);
  }

  /** Session-ID (RFC 7989). */
  public Optional<String> sessionId() {
    return header("Session-ID");
  }

  /** Credentials for us as the far end (401), as they stand. */
  public Optional<String> authorization() {
    return header("Authorization");
  }

  /** Credentials for us as a proxy (407), as they stand. */
  public Optional<String> proxyAuthorization() {
    return header("Proxy-Authorization");
  }

  /** The call it is to take the place of (RFC 3891). */
  public Optional<Replaces> replaces() {
    return header("Replaces").flatMap(Replaces::parse);
  }
}
