package io.carillon.sip.sdp;

import io.carillon.media.session.MediaDirection;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A session description (RFC 8866, RFC 4566). Immutable.
 *
 * @param origin the {@code o=} line
 * @param name the {@code s=} line, {@code -} when there is none
 * @param connection the {@code c=} line for media lines without one, null when there is none
 * @param bandwidth the {@code b=} lines
 * @param timing the {@code t=} line
 * @param attributes the {@code a=} lines before the first media line
 * @param media the media lines in order
 * @param others lines no one acts on
 */
public record SessionDescription(
    Origin origin,
    String name,
    Connection connection,
    List<Bandwidth> bandwidth,
    Timing timing,
    List<Attribute> attributes,
    List<MediaDescription> media,
    List<OtherLine> others) {

  public SessionDescription {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(timing, "timing");
    SdpText.value(name, "name");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("empty session name");
    }
    bandwidth = List.copyOf(bandwidth);
    attributes = List.copyOf(attributes);
    media = List.copyOf(media);
    others = others.stream().sorted(Comparator.comparingInt(OtherLine::rank)).toList();
  }

  /**
   * Reads a message body.
   *
   * @throws SdpException when it is malformed or larger than allowed: 64 KiB, 2048 lines, 32 media
   *     lines, 64 formats and 512 attributes each
   */
  public static SessionDescription parse(byte[] body) throws SdpException {
    SdpParser.checkSize(body.length);
    return parse(new String(body, StandardCharsets.UTF_8));
  }

  /** As {@link #parse(byte[])}. */
  public static SessionDescription parse(String text) throws SdpException {
    return SdpParser.parse(text);
  }

  /** The text of the message body, CRLF after each line, in the order of RFC 8866. */
  public String encode() {
    return SdpEncoder.encode(this);
  }

  /** {@link #encode()} in UTF-8. */
  public byte[] toBytes() {
    return encode().getBytes(StandardCharsets.UTF_8);
  }

  public Optional<String> attribute(String attributeName) {
    return Attributes.value(attributes, attributeName);
  }

  /** The direction of a media line, that of the session when it has none, else sendrecv. */
  public MediaDirection directionOf(MediaDescription line) {
    return line.direction()
        .or(() -> Attributes.direction(attributes))
        .orElse(MediaDirection.SENDRECV);
  }

  /** The connection of a media line, that of the session when it has none. */
  public Optional<Connection> connectionOf(MediaDescription line) {
    return Optional.ofNullable(line.connection() != null ? line.connection() : connection);
  }

  /** An attribute of a media line, that of the session when it has none. */
  public Optional<String> attributeOf(MediaDescription line, String attributeName) {
    return line.attribute(attributeName).or(() -> attribute(attributeName));
  }
}
