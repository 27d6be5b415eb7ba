package io.carillon.sip.sdp;

import io.carillon.media.session.MediaDirection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One {@code m=} line with the lines below it (RFC 8866 5.14).
 *
 * @param type audio, video, application, ...
 * @param port 0-65535; 0 = refused or switched off
 * @param portCount how many ports in a row, 1 when nothing is said
 * @param protocol as written: RTP/AVP, RTP/SAVPF, UDP/TLS/RTP/SAVPF, TCP/BFCP, ...
 * @param formats payload types for RTP, other tokens otherwise, in their order of preference
 * @param connection its own {@code c=} line, null when that of the session counts
 * @param bandwidth its {@code b=} lines
 * @param attributes its {@code a=} lines in order, unknown ones too
 * @param others lines no one acts on
 */
public record MediaDescription(
    String type,
    int port,
    int portCount,
    String protocol,
    List<String> formats,
    Connection connection,
    List<Bandwidth> bandwidth,
    List<Attribute> attributes,
    List<OtherLine> others) {

  public MediaDescription {
    SdpText.token(type, "type");
    SdpText.token(protocol, "protocol");
    if (port < 0 || port > 65535 || portCount < 1 || portCount > 65535) {
      throw new IllegalArgumentException("port " + port + "/" + portCount);
    }
    formats = List.copyOf(formats);
    formats.forEach(format -> SdpText.token(format, "format"));
    bandwidth = List.copyOf(bandwidth);
    attributes = List.copyOf(attributes);
    Objects.requireNonNull(others, "others");
    others = others.stream().sorted(Comparator.comparingInt(OtherLine::rank)).toList();
  }

  /** A line of our own without connection, bandwidth and others. */
  public static MediaDescription of(
      String type, int port, String protocol, List<String> formats, List<Attribute> attributes) {
    return new MediaDescription(
        type, port, 1, protocol, formats, null, List.of(), attributes, List.of());
  }

  public boolean isAudio() {
    return type.equalsIgnoreCase("audio");
  }

  public Optional<String> attribute(String name) {
    return Attributes.value(attributes, name);
  }

  /** Values of all attributes of a name, in order. */
  public List<String> all(String name) {
    return attributes.stream()
        .filter(attribute -> attribute.is(name))
        .map(Attribute::valueOrEmpty)
        .toList();
  }

  /** Its own direction attribute; empty = that of the session, else sendrecv. */
  public Optional<MediaDirection> direction() {
    return Attributes.direction(attributes);
  }

  /** The rtpmap of a payload type of the {@code m=} line, or what RFC 3551 assigns to it. */
  public Optional<RtpMap> rtpMap(int payloadType) {
    for (String value : all("rtpmap")) {
      Optional<RtpMap> map = RtpMap.parse(value);
      if (map.isPresent() && map.get().payloadType() == payloadType) {
        return map;
      }
    }
    return RtpMap.assigned(payloadType);
  }

  /** The fmtp of a payload type, empty when there is none. */
  public String fmtp(int payloadType) {
    for (String value : all("fmtp")) {
      String text = SdpText.stripStart(value);
      int end = 0;
      while (end < text.length() && !SdpText.isSpace(text.charAt(end))) {
        end++;
      }
      if (SdpText.number(text.substring(0, end)) == payloadType) {
        return SdpText.stripStart(text.substring(end));
      }
    }
    return "";
  }

  /**
   * The same line refused: port 0, same protocol and formats (RFC 3264 6), mid and label kept so
   * that the far end finds its line again.
   */
  public MediaDescription refused() {
    List<Attribute> kept = new ArrayList<>();
    for (Attribute attribute : attributes) {
      if (attribute.is("mid") || attribute.is("label")) {
        kept.add(attribute);
      }
    }
    return of(type, 0, protocol, formats, kept);
  }
}
