package io.carillon.sip.multipart;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One part of a multipart body. Immutable.
 *
 * @param headers in order, as written
 * @param content its bytes as they are
 */
public record BodyPart(List<PartHeader> headers, byte[] content) {
  public BodyPart {
    headers = List.copyOf(headers);
    content = content.clone();
  }

  /**
   * A part to send.
   *
   * @param disposition value of Content-Disposition, null for none
   */
  public static BodyPart of(String contentType, String disposition, String text) {
    List<PartHeader> headers = new ArrayList<>();
    headers.add(new PartHeader("Content-Type", contentType));
    if (disposition != null) {
      headers.add(new PartHeader("Content-Disposition", disposition));
    }
    return new BodyPart(headers, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public byte[] content() {
    return content.clone();
  }

  /** The content in UTF-8. */
  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** The first header of a name. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .map(PartHeader::value)
        .findFirst();
  }

  /** Content-Type, {@code text/plain} when there is none (RFC 2046 5.1). */
  public MediaType type() {
    return header("Content-Type")
        .or(() -> header("c"))
        .map(MediaType::parse)
        .orElse(MediaType.parse("text/plain"));
  }

  /** Content-Disposition; {@code session} for SDP and {@code render} otherwise (RFC 3261 20.11). */
  public MediaType disposition() {
    String other = type().name().equals("application/sdp") ? "session" : "render";
    return MediaType.parse(header("Content-Disposition").orElse(other));
  }

  /** False when it may be left out by who does not understand it (RFC 3261 20.11). */
  public boolean required() {
    return disposition().parameter("handling").filter("optional"::equalsIgnoreCase).isEmpty();
  }

  /** Content-ID without angle brackets (RFC 2392); empty when there is none. */
  public Optional<String> id() {
    return header("Content-ID")
        .map(id -> id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id);
  }

  /** False for base64, quoted-printable and the like, which SIP has no use for (RFC 5621 5.3). */
  boolean plainBytes() {
    return switch (header("Content-Transfer-Encoding").orElse("").toLowerCase(Locale.ROOT)) {
      case "", "7bit", "8bit", "binary" -> true;
      default -> false;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BodyPart part
        && headers.equals(part.headers)
        && Arrays.equals(content, part.content);
  }

  @Override
  public int hashCode() {
    return 31 * headers.hashCode() + Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return type().name() + ", " + content.length + " bytes";
  }
}
