package io.carillon.sip.leg;

import io.carillon.sip.dialog.Messages;
import io.carillon.sip.multipart.MultipartBody;
import io.carillon.sip.multipart.MultipartException;
import java.nio.charset.StandardCharsets;
import javax.sip.header.ContentDispositionHeader;
import javax.sip.header.ContentEncodingHeader;
import javax.sip.message.Message;

/** Finds the session description in a message: as its body, or as a part of it (RFC 5621). */
sealed interface SdpBody {

  /** There is none. */
  record None() implements SdpBody {}

  /**
   * Bodies we do not understand and may not leave out: 415.
   *
   * @param encoding it is the encoding, not the type
   * @param text of a Warning, empty for none
   */
  record Unsupported(boolean encoding, String text) implements SdpBody {}

  record Sdp(String text) implements SdpBody {}

  /** In a recording session, where a message may bring metadata and no offer. */
  static SdpBody ofRecording(Message message) {
    return of(message) instanceof Sdp sdp ? sdp : new None();
  }

  static SdpBody of(Message message) {
    byte[] body = message.getRawContent();
    if (body == null || body.length == 0) {
      return new None();
    }
    if (message.getHeader(ContentEncodingHeader.NAME) instanceof ContentEncodingHeader encoding
        && !"identity".equalsIgnoreCase(encoding.getEncoding())) {
      return new Unsupported(true, "");
    }
    String type = Messages.contentType(message);
    if (type.equals(Capabilities.SDP)) {
      return new Sdp(new String(body, StandardCharsets.UTF_8));
    }
    if (type.startsWith("multipart/")) {
      return part(message);
    }
    return optional(message) ? new None() : new Unsupported(false, "");
  }

  private static boolean optional(Message message) {
    return message.getHeader(ContentDispositionHeader.NAME) instanceof ContentDispositionHeader d
        && "optional".equalsIgnoreCase(d.getHandling());
  }

  private static SdpBody part(Message message) {
    try {
      return MultipartBody.of(message)
          .find(Capabilities.SDP)
          .<SdpBody>map(part -> new Sdp(part.text()))
          .orElse(new Unsupported(false, ""));
    } catch (MultipartException malformed) {
      return new Unsupported(false, malformed.getMessage());
    }
  }
}
