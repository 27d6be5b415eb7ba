package io.carillon.sip.sdp;

import io.carillon.media.session.MediaDirection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what we send: the frame around the media lines, and our audio line. */
final class LocalDescription {
  private LocalDescription() {}

  /** A description with these lines; the version goes up when it differs from the previous one. */
  static SessionDescription of(
      InetAddress address,
      long sessionId,
      List<MediaDescription> lines,
      List<Attribute> attributes,
      Optional<SessionDescription> previous) {
    Origin was = previous.map(SessionDescription::origin).orElse(null);
    String id = was == null ? Long.toString(sessionId) : was.sessionId();
    String version = was == null ? "1" : was.version();
    SessionDescription same = frame(address, id, version, lines, attributes);
    if (was == null || same.equals(previous.get())) {
      return same;
    }
    return frame(address, id, Long.toString(Long.parseLong(version) + 1), lines, attributes);
  }

  private static SessionDescription frame(
      InetAddress address,
      String id,
      String version,
      List<MediaDescription> lines,
      List<Attribute> attributes) {
    Connection connection = Connection.of(address);
    Origin origin =
        new Origin(
            "-",
            id,
            version,
            connection.networkType(),
            connection.addressType(),
            connection.address());
    return new SessionDescription(
        origin, "-", connection, List.of(), Timing.UNBOUNDED, attributes, lines, List.of());
  }

  /**
   * What our answer says for the session: the group it takes part in, and that we are a lite agent.
   */
  static List<Attribute> attributes(SessionDescription offer, boolean ice) {
    List<Attribute> attributes = new ArrayList<>(group(offer));
    if (ice) {
      attributes.addAll(IceParameters.sessionAttributes());
    }
    return attributes;
  }

  /** A bundle of the only line may be agreed on, any larger one is not (RFC 9143 7.3.1). */
  private static List<Attribute> group(SessionDescription offer) {
    if (offer.media().size() != 1) {
      return List.of();
    }
    Optional<String> mid = offer.media().getFirst().attribute("mid");
    return offer.attributes().stream()
        .filter(attribute -> attribute.is("group"))
        .filter(
            attribute ->
                mid.isPresent()
                    && SdpText.words(attribute.valueOrEmpty()).equals(List.of("BUNDLE", mid.get())))
        .limit(1)
        .toList();
  }

  /**
   * Our audio line.
   *
   * @param transport our keys or fingerprint and ICE, empty for plain RTP
   * @param echoed attributes taken over from the far end's line
   */
  static MediaDescription audio(
      LocalAudio local,
      String protocol,
      List<NumberedFormat> formats,
      int packetMillis,
      MediaDirection direction,
      boolean rtcpMux,
      List<Attribute> transport,
      List<Attribute> echoed) {
    List<Attribute> attributes = new ArrayList<>();
    for (NumberedFormat numbered : formats) {
      attributes.add(rtpMap(numbered));
      if (!numbered.format().parameters().isEmpty()) {
        attributes.add(
            new Attribute("fmtp", numbered.payloadType() + " " + numbered.format().parameters()));
      }
    }
    attributes.add(new Attribute("ptime", Integer.toString(packetMillis)));
    attributes.add(Directions.attribute(direction));
    if (rtcpMux) {
      attributes.add(Attribute.flag("rtcp-mux"));
    } else {
      rtcp(local).ifPresent(attributes::add);
    }
    attributes.addAll(transport);
    attributes.addAll(echoed);
    return MediaDescription.of(
        "audio",
        local.rtp().getPort(),
        protocol,
        formats.stream().map(f -> Integer.toString(f.payloadType())).toList(),
        attributes);
  }

  private static Attribute rtpMap(NumberedFormat numbered) {
    return new RtpMap(
            numbered.payloadType(),
            numbered.format().encodingName(),
            numbered.format().clockRate(),
            numbered.format().channels())
        .toAttribute();
  }

  /** Said only when it is not the next port of the same address (RFC 3605 2.1). */
  private static Optional<Attribute> rtcp(LocalAudio local) {
    InetSocketAddress rtcp = local.rtcp();
    if (!rtcp.getAddress().equals(local.rtp().getAddress())) {
      String address = Connection.of(rtcp.getAddress()).encode();
      return Optional.of(new Attribute("rtcp", rtcp.getPort() + " " + address));
    }
    return rtcp.getPort() == local.rtp().getPort() + 1
        ? Optional.empty()
        : Optional.of(new Attribute("rtcp", Integer.toString(rtcp.getPort())));
  }
}
