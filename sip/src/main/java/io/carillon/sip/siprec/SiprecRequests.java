package io.carillon.sip.siprec;

import io.carillon.sip.dialog.Messages;
import io.carillon.sip.multipart.BodyPart;
import io.carillon.sip.multipart.MultipartBody;
import io.carillon.sip.multipart.MultipartException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import javax.sip.header.ContactHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;

/**
 * Tells recording sessions from calls (RFC 7866 6.1): by {@code Require: siprec} or the feature tag
 * {@code +sip.src} of the Contact, by nothing else. Pure functions.
 */
public final class SiprecRequests {
  /** The option tag. */
  public static final String OPTION = "siprec";

  /** Media type of metadata (RFC 7865 11.2). */
  public static final String METADATA = "application/rs-metadata+xml";

  /** Value of the Accept header of a refusal by 415. */
  public static final String ACCEPT = "multipart/mixed, application/sdp, " + METADATA;

  private static final String SDP = "application/sdp";
  private static final String SOURCE = "+sip.src";

  private SiprecRequests() {}

  /** What an INVITE outside a dialog wants. */
  public sealed interface Kind {}

  /** A call like any other. */
  public record Ordinary() implements Kind {}

  /**
   * A recording session.
   *
   * @param sdp the offer
   * @param metadata its XML, not looked into yet: metadata that cannot be read is no reason to
   *     refuse a recording; empty when it comes later
   */
  public record Recording(String sdp, Optional<String> metadata) implements Kind {}

  /**
   * A recording session that cannot be served.
   *
   * @param status 400, 415 (with {@link #ACCEPT}) or 488
   * @param text of the Warning
   */
  public record Wrong(int status, String text) implements Kind {}

  /** Looks at an INVITE outside a dialog. */
  public static Kind of(Request invite) {
    if (!isRecording(invite)) {
      return new Ordinary();
    }
    String type = Messages.contentType(invite);
    if (type.isEmpty()) {
      return new Wrong(488, "a recording session needs an offer in the INVITE");
    }
    if (!type.startsWith("multipart/") && !type.equals(SDP) && !type.equals(METADATA)) {
      return new Wrong(415, "a recording session is offered by SDP and metadata");
    }
    try {
      Optional<String> sdp = body(invite, SDP);
      return sdp.isEmpty()
          ? new Wrong(488, "a recording session needs an offer in the INVITE")
          : new Recording(sdp.get(), body(invite, METADATA));
    } catch (MultipartException malformed) {
      return new Wrong(400, malformed.getMessage());
    }
  }

  /** True when the sender is a recording client. */
  public static boolean isRecording(Request request) {
    return Messages.lists(request, "Require", OPTION)
        || Messages.headers(request, ContactHeader.NAME)
            .anyMatch(h -> h instanceof ContactHeader contact && isSource(contact));
  }

  /**
   * The metadata a message carries: INVITE, re-INVITE, UPDATE, or BYE, where some send the end of
   * things.
   *
   * @throws MultipartException when it has several parts and is malformed
   */
  public static Optional<String> metadata(Message message) throws MultipartException {
    return body(message, METADATA);
  }

  private static Optional<String> body(Message message, String wanted) throws MultipartException {
    String type = Messages.contentType(message);
    if (type.equals(wanted)) {
      return Optional.of(new String(message.getRawContent(), StandardCharsets.UTF_8));
    }
    return type.startsWith("multipart/")
        ? MultipartBody.of(message).find(wanted).map(BodyPart::text)
        : Optional.empty();
  }

  private static boolean isSource(ContactHeader contact) {
    Iterator<?> names = contact.getParameterNames();
    while (names.hasNext()) {
      if (SOURCE.equalsIgnoreCase(String.valueOf(names.next()))) {
        return true;
      }
    }
    return false;
  }
}
