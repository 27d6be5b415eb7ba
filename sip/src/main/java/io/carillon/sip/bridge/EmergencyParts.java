package io.carillon.sip.bridge;

import io.carillon.sip.dialog.Messages;
import io.carillon.sip.multipart.BodyPart;
import io.carillon.sip.multipart.MultipartBody;
import io.carillon.sip.multipart.MultipartException;
import io.carillon.sip.multipart.PartHeader;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sip.message.Message;

/**
 * What an emergency call brings along beside its offer: where the caller is (PIDF-LO, RFC 6442) and
 * data about the caller (RFC 7852). Pure functions.
 */
final class EmergencyParts {
  private static final int MAX_PARTS = 4;
  private static final int MAX_BYTES = 16_384;
  private static final Set<String> KEPT =
      Set.of("content-type", "content-id", "content-disposition");

  private EmergencyParts() {}

  /** None when there are none or the body cannot be read. */
  static List<BodyPart> of(Message invite) {
    if (!Messages.contentType(invite).startsWith("multipart/")) {
      return List.of();
    }
    try {
      return MultipartBody.of(invite).parts().stream()
          .filter(EmergencyParts::wanted)
          .limit(MAX_PARTS)
          .map(EmergencyParts::plain)
          .toList();
    } catch (MultipartException e) {
      return List.of(); // the leg has judged the body: what counts is that there is an offer
    }
  }

  private static boolean wanted(BodyPart part) {
    String type = part.type().name();
    return (type.equals("application/pidf+xml")
            || type.startsWith("application/emergencycalldata."))
        && part.content().length <= MAX_BYTES;
  }

  private static BodyPart plain(BodyPart part) {
    Stream<PartHeader> headers =
        part.headers().stream()
            .filter(header -> KEPT.contains(header.name().toLowerCase(java.util.Locale.ROOT)));
    return new BodyPart(headers.toList(), part.content());
  }
}
