package io.carillon.sip.dialog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The state two user agents share after an INVITE (RFC 3261 12): who they are, how far each has
 * counted, and the way requests take.
 *
 * <p>Owned by the call's strand.
 */
public final class Dialog {
  /** RFC 3261 8.1.1.5: CSeq is below 2^31. */
  private static final long MAX_CSEQ = (1L << 31) - 1;

  private final DialogId id;
  private final Address localParty;
  private final Address remoteParty;
  private final boolean secure;
  private final List<Address> routeSet;
  private URI remoteTarget;
  private long localCseq;
  private long remoteCseq;

  private Dialog(
      DialogId id,
      Address localParty,
      Address remoteParty,
      boolean secure,
      List<Address> routeSet,
      URI remoteTarget,
      long localCseq,
      long remoteCseq) {
    this.id = Objects.requireNonNull(id, "id");
    this.localParty = Objects.requireNonNull(localParty, "localParty");
    this.remoteParty = Objects.requireNonNull(remoteParty, "remoteParty");
    this.secure = secure;
    this.routeSet = List.copyOf(routeSet);
    this.remoteTarget = Objects.requireNonNull(remoteTarget, "remoteTarget");
    this.localCseq = localCseq;
    this.remoteCseq = remoteCseq;
  }

  /**
   * The dialog of an INVITE that came in (12.1.1).
   *
   * @param overTls it came over TLS; with a sips: request URI the dialog is secure
   * @param firstCseq where our own count starts, 1 or higher
   * @throws IllegalArgumentException when it has no usable Contact
   */
  public static Dialog answering(Request invite, String localTag, boolean overTls, long firstCseq) {
    return new Dialog(
        new DialogId(Messages.callId(invite), localTag, Messages.fromTag(invite)),
        Messages.to(invite).getAddress(),
        Messages.from(invite).getAddress(),
        overTls && isSips(invite.getRequestURI()),
        recordedRoute(invite),
        contact(invite),
        firstCseq - 1,
        Messages.cseq(invite).getSeqNumber());
  }

  /**
   * The dialog our INVITE made by this provisional or 2xx response (12.1.2).
   *
   * @throws IllegalArgumentException when it has no usable Contact
   */
  public static Dialog calling(Request invite, Response response) {
    List<Address> routes = new ArrayList<>(recordedRoute(response));
    Collections.reverse(routes);
    return new Dialog(
        new DialogId(Messages.callId(invite), Messages.fromTag(invite), Messages.toTag(response)),
        Messages.from(invite).getAddress(),
        Messages.to(invite).getAddress(),
        isSips(invite.getRequestURI()),
        routes,
        contact(response),
        Messages.cseq(invite).getSeqNumber(),
        -1);
  }

  /** This early dialog after its 2xx: the route set is computed anew (13.2.2.4). */
  public Dialog confirmed(Request invite, Response response) {
    Dialog fresh = calling(invite, response);
    fresh.localCseq = localCseq;
    fresh.remoteCseq = remoteCseq;
    return fresh;
  }

  public DialogId id() {
    return id;
  }

  public boolean secure() {
    return secure;
  }

  public URI remoteTarget() {
    return remoteTarget;
  }

  public List<Address> routeSet() {
    return routeSet;
  }

  /** True for a request or response of this dialog that comes from the far end. */
  public boolean owns(Request request) {
    return id.equals(
        new DialogId(Messages.callId(request), Messages.toTag(request), Messages.fromTag(request)));
  }

  /**
   * Counts a request of the far end; not for ACK and CANCEL, which repeat the INVITE's number.
   *
   * @return false when it is out of order: 500 (12.2.2)
   */
  public boolean inOrder(Request request) {
    long cseq = Messages.cseq(request).getSeqNumber();
    if (remoteCseq >= 0 && cseq <= remoteCseq) {
      return false;
    }
    remoteCseq = cseq;
    return true;
  }

  /** Takes over the Contact of a target refresh (INVITE, UPDATE and their 2xx) if it has one. */
  public void refreshTarget(Message message) {
    if (message.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
        && !contact.isWildCard()
        && contact.getAddress().getURI() instanceof SipURI uri) {
      remoteTarget = uri;
    }
  }

  /** A new request of ours (12.2.1.1), with the next sequence number; not for ACK. */
  public Request request(String method, ViaHeader via) {
    if (localCseq >= MAX_CSEQ) {
      throw new IllegalStateException("the dialog has used up its sequence numbers");
    }
    return request(method, ++localCseq, via);
  }

  /** The ACK for a 2xx to the INVITE with this sequence number (13.2.2.4). */
  public Request ack(long inviteCseq, ViaHeader via) {
    return request(Request.ACK, inviteCseq, via);
  }

  private Request request(String method, long cseq, ViaHeader via) {
    boolean strict = !routeSet.isEmpty() && !looseRouter(routeSet.getFirst());
    URI target = strict ? routeSet.getFirst().getURI() : remoteTarget;
    Messages.Frame frame =
        new Messages.Frame(
            target,
            id.callId(),
            cseq,
            localParty,
            id.localTag(),
            remoteParty,
            id.remoteTag().isEmpty() ? null : id.remoteTag(),
            via);
    Request request = Messages.request(method, frame);
    List<Address> routes = new ArrayList<>(routeSet);
    if (strict) {
      routes.removeFirst();
      routes.add(Messages.address("<" + remoteTarget + ">"));
    }
    for (Address route : routes) {
      request.addHeader(Messages.header("Route", route.toString()));
    }
    return request;
  }

  private static boolean looseRouter(Address route) {
    return route.getURI() instanceof SipURI uri && uri.hasLrParam();
  }

  private static boolean isSips(URI uri) {
    return uri instanceof SipURI sip && sip.isSecure();
  }

  private static List<Address> recordedRoute(Message message) {
    return Messages.headers(message, RecordRouteHeader.NAME)
        .map(header -> ((RecordRouteHeader) header).getAddress())
        .toList();
  }

  private static URI contact(Message message) {
    if (message.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
        && !contact.isWildCard()
        && contact.getAddress().getURI() instanceof SipURI uri) {
      return uri;
    }
    throw new IllegalArgumentException("no usable Contact");
  }

  /** The last number of the far end, -1 before its first request. */
  public long remoteCseq() {
    return remoteCseq;
  }

  /** The number of our last request. */
  public long localCseq() {
    return localCseq;
  }
}
