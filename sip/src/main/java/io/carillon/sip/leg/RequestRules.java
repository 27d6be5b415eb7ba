package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.Messages;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.message.Request;

/**
 * What can be said of a request before anything is known of its call (RFC 3261 8.2, in its order).
 * Pure functions.
 */
final class RequestRules {
  private static final int MAX_CALL_ID = 256;

  private RequestRules() {}

  /** Why the request is refused; empty when it may go on. Not for ACK and CANCEL. */
  static Optional<Refusal> check(Request request) {
    return method(request)
        .or(() -> uri(request))
        .or(() -> required(request))
        .or(() -> accept(request))
        .or(() -> shape(request));
  }

  private static Optional<Refusal> method(Request request) {
    String method = request.getMethod();
    // What a call takes that others steer, every other one refuses when it is found.
    boolean inside = Capabilities.STEERED.contains(method) && !Messages.toTag(request).isEmpty();
    if (inside || Capabilities.METHODS.contains(method)) {
      return Optional.empty();
    }
    int status = Capabilities.KNOWN_ELSEWHERE.contains(method) ? 405 : 501;
    return Optional.of(
        Refusal.of(status, EndReason.PROTOCOL_ERROR, "").withEach("Allow", Capabilities.METHODS));
  }

  private static Optional<Refusal> uri(Request request) {
    return request.getRequestURI() instanceof SipURI
        ? Optional.empty()
        : Optional.of(
            Refusal.of(416, EndReason.PROTOCOL_ERROR, "only sip: and sips: are answered here"));
  }

  private static Optional<Refusal> required(Request request) {
    List<String> unknown =
        Messages.tokens(request, "Require")
            .filter(tag -> Capabilities.EXTENSIONS.stream().noneMatch(tag::equalsIgnoreCase))
            .filter(tag -> !mayReplace(request, tag))
            .filter(tag -> !tag.equalsIgnoreCase(Capabilities.SIPREC))
            .distinct()
            .toList();
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Refusal.of(420, EndReason.PROTOCOL_ERROR, "").withEach("Unsupported", unknown));
  }

  /** Whether a call may take another's place depends on what becomes of it. */
  private static boolean mayReplace(Request request, String tag) {
    return tag.equalsIgnoreCase(Capabilities.REPLACES)
        && request.getMethod().equals(Request.INVITE)
        && Messages.toTag(request).isEmpty();
  }

  /** An INVITE whose sender takes no SDP back cannot be answered (RFC 3261 21.4.7). */
  private static Optional<Refusal> accept(Request request) {
    if (!request.getMethod().equals(Request.INVITE) || request.getHeader("Accept") == null) {
      return Optional.empty();
    }
    String accepted =
        Messages.tokens(request, "Accept")
            .map(range -> range.split(";", 2)[0].trim().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining(" ", " ", " "));
    boolean sdp =
        accepted.contains(" " + Capabilities.SDP + " ")
            || accepted.contains(" application/* ")
            || accepted.contains(" */* ");
    return sdp
        ? Optional.empty()
        : Optional.of(
            Refusal.of(406, EndReason.NO_COMMON_MEDIA, "only application/sdp can be sent"));
  }

  private static Optional<Refusal> shape(Request request) {
    if (Messages.callId(request).length() > MAX_CALL_ID) {
      return malformed("Call-ID is longer than " + MAX_CALL_ID);
    }
    if (!Messages.cseq(request).getMethod().equals(request.getMethod())) {
      return malformed("CSeq names another method");
    }
    boolean needsContact =
        request.getMethod().equals(Request.INVITE) && Messages.toTag(request).isEmpty();
    if (needsContact && !hasContact(request)) {
      return malformed("INVITE without a sip Contact");
    }
    return Optional.empty();
  }

  private static boolean hasContact(Request request) {
    return request.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
        && !contact.isWildCard()
        && contact.getAddress().getURI() instanceof SipURI;
  }

  private static Optional<Refusal> malformed(String text) {
    return Optional.of(Refusal.of(400, EndReason.PROTOCOL_ERROR, text));
  }

  /** The request may not be passed on any further; for who does not know its destination: 483. */
  static boolean hopsUsedUp(Request request) {
    return request.getHeader(MaxForwardsHeader.NAME) instanceof MaxForwardsHeader hops
        && hops.getMaxForwards() == 0;
  }
}
