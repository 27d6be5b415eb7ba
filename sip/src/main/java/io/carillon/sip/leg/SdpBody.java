package io.carillon.sip.leg;

import io.carillon.sip.dialog.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.sip.header.ContentDispositionHeader;
import javax.sip.header.ContentEncodingHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Message;

/** Finds the session description in a message: as its body, or as a part of it (RFC 5621). */
sealed interface SdpBody {

  /** There is none. */
  record None() implements SdpBody {}

  /** Bodies we do not understand and may not leave out: 415. */
  record Unsupported(boolean encoding) implements SdpBody {}

  record Sdp(String text) implements SdpBody {}

  static SdpBody of(Message message) {
    byte[] body = message.getRawContent();
    if (body == null || body.length == 0) {
      return new None();
    }
    if (message.getHeader(ContentEncodingHeader.NAME) instanceof ContentEncodingHeader encoding
        && !"identity".equalsIgnoreCase(encoding.getEncoding())) {
      return new Unsupported(true);
    }
    String type = Messages.contentType(message);
    if (type.equals(Capabilities.SDP)) {
      return new Sdp(new String(body, StandardCharsets.UTF_8));
    }
    if (type.startsWith("multipart/")) {
      return part(message, body).<SdpBody>map(Sdp::new).orElse(new Unsupported(false));
    }
    return optional(message) ? new None() : new Unsupported(false);
  }

  private static boolean optional(Message message) {
    return message.getHeader(ContentDispositionHeader.NAME) instanceof ContentDispositionHeader d
        && "optional".equalsIgnoreCase(d.getHandling());
  }

  private static Optional<String> part(Message message, byte[] body) {
    ContentTypeHeader type = (ContentTypeHeader) message.getHeader(ContentTypeHeader.NAME);
    String boundary = type.getParameter("boundary");
    if (boundary == null || boundary.isBlank()) {
      return Optional.empty();
    }
    String plain = boundary.replace("\"", "");
    String text = "\r\n" + new String(body, StandardCharsets.UTF_8);
    String[] parts = text.split(java.util.regex.Pattern.quote("\r\n--" + plain), 17);
    for (String part : parts) {
      int end = part.indexOf("\r\n\r\n");
      if (end >= 0 && part.substring(0, end).toLowerCase(Locale.ROOT).contains(Capabilities.SDP)) {
        return Optional.of(part.substring(end + 4) + "\r\n");
      }
    }
    return Optional.empty();
  }
}
