package io.carillon.sip.multipart;

import io.carillon.sip.dialog.Messages;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.sip.message.Message;

/**
 * A body of several parts (RFC 2046 5.1). Immutable.
 *
 * @param boundary 1-70 characters of RFC 2046's set
 * @param parts in order, 1-16; none holds a line that looks like a delimiter
 */
public record MultipartBody(String boundary, List<BodyPart> parts) {
  /** How deep multipart in multipart is looked into. */
  private static final int MAX_DEPTH = 3;

  public MultipartBody {
    if (!Delimiter.isBoundary(boundary)) {
      throw new IllegalArgumentException("boundary");
    }
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > MultipartReader.MAX_PARTS) {
      throw new IllegalArgumentException(parts.size() + " parts");
    }
    Delimiter delimiter = new Delimiter(boundary);
    if (parts.stream().anyMatch(part -> delimiter.isIn(part.content()))) {
      throw new IllegalArgumentException("a part holds the boundary");
    }
  }

  /**
   * Reads a body. Lines may end in CRLF or LF; text before the first delimiter and after the last
   * is left out; the end of the body stands for a missing last delimiter.
   *
   * @throws MultipartException when it is malformed or larger than allowed: 256 KiB, 16 parts, 16
   *     headers of 1024 bytes each; or when a part is in base64 or the like
   */
  public static MultipartBody parse(byte[] body, String boundary) throws MultipartException {
    return MultipartReader.read(body, boundary);
  }

  /** Reads the body of a message by the boundary of its Content-Type; as {@link #parse}. */
  public static MultipartBody of(Message message) throws MultipartException {
    byte[] body = message.getRawContent();
    String type = Messages.value(message, "Content-Type").orElse("");
    return parse(body == null ? new byte[0] : body, boundary(MediaType.parse(type)));
  }

  /**
   * The first part of this type, in document order, inner multiparts included.
   *
   * @param name in lower case: {@code application/sdp}
   * @throws MultipartException when an inner multipart is malformed or too deep
   */
  public Optional<BodyPart> find(String name) throws MultipartException {
    return find(name, MAX_DEPTH);
  }

  private Optional<BodyPart> find(String name, int depth) throws MultipartException {
    for (BodyPart part : parts) {
      MediaType type = part.type();
      Optional<BodyPart> found = Optional.empty();
      if (type.name().equals(name)) {
        found = Optional.of(part);
      } else if (type.isMultipart()) {
        if (depth == 1) {
          throw new MultipartException("multipart nested deeper than " + MAX_DEPTH);
        }
        found = parse(part.content(), boundary(type)).find(name, depth - 1);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String boundary(MediaType type) throws MultipartException {
    return type.parameter("boundary")
        .orElseThrow(() -> new MultipartException("multipart without a boundary"));
  }

  /** The bytes of the body, CRLF between everything. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (BodyPart part : parts) {
      write(out, "--" + boundary + "\r\n");
      for (PartHeader header : part.headers()) {
        write(out, header.name() + ": " + header.value() + "\r\n");
      }
      write(out, "\r\n");
      out.writeBytes(part.content());
      write(out, "\r\n");
    }
    write(out, "--" + boundary + "--\r\n");
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
