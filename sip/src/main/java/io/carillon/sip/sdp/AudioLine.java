package io.carillon.sip.sdp;

import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.PayloadFormat;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One audio line with everything that counts for it, whether said there or for the session.
 *
 * @param media the line
 * @param profile RTP protocol, null when it is another
 * @param connection where it is, null when nothing is said
 * @param direction seen from its owner; RFC 2543's hold by 0.0.0.0 counts as not receiving
 * @param formats payload types of the line that stand for something, in order
 * @param crypto crypto attributes in order
 * @param rtcpMux RTCP on the RTP port is offered or agreed
 * @param dtls what it says of DTLS-SRTP, null when nothing
 * @param ice what it says of ICE, null when nothing
 * @param packetMillis ptime, -1 when there is none
 * @param maxPacketMillis maxptime, -1 when there is none
 */
record AudioLine(
    MediaDescription media,
    RtpProfile profile,
    Connection connection,
    MediaDirection direction,
    List<NumberedFormat> formats,
    List<CryptoAttribute> crypto,
    boolean rtcpMux,
    DtlsParameters dtls,
    IceParameters ice,
    int packetMillis,
    int maxPacketMillis) {

  static AudioLine of(SessionDescription sdp, int index) {
    MediaDescription media = sdp.media().get(index);
    Connection connection = sdp.connectionOf(media).orElse(null);
    MediaDirection direction = sdp.directionOf(media);
    IceParameters ice = IceParameters.of(sdp, media).orElse(null);
    boolean known = ice != null && ice.usable(); // then the address comes with the checks
    if (connection != null && connection.isUnspecified() && !known) {
      direction = Directions.of(direction.sends(), false);
    }
    List<String> crypto = media.all("crypto");
    if (crypto.isEmpty()) {
      crypto =
          sdp.attributes().stream()
              .filter(attribute -> attribute.is("crypto"))
              .map(Attribute::valueOrEmpty)
              .toList();
    }
    return new AudioLine(
        media,
        RtpProfile.of(media.protocol()).orElse(null),
        connection,
        direction,
        formats(media),
        crypto.stream().map(CryptoAttribute::parse).toList(),
        sdp.attributeOf(media, "rtcp-mux").isPresent()
            || media.attribute("rtcp-mux-only").isPresent(),
        DtlsParameters.of(sdp, media).orElse(null),
        ice,
        millis(sdp.attributeOf(media, "ptime")),
        millis(sdp.attributeOf(media, "maxptime")));
  }

  /** Resolved from the line's list first: an rtpmap of a number not listed there says nothing. */
  private static List<NumberedFormat> formats(MediaDescription media) {
    List<NumberedFormat> formats = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (String token : media.formats()) {
      int number = SdpText.number(token);
      Optional<RtpMap> map =
          number < 0 || number > 127 || !seen.add(number) ? Optional.empty() : media.rtpMap(number);
      map.ifPresent(
          m ->
              formats.add(
                  new NumberedFormat(
                      number,
                      new PayloadFormat(
                          m.encodingName(), m.clockRate(), m.channels(), media.fmtp(number)))));
    }
    return List.copyOf(formats);
  }

  /** Some write "20.0" or "20 ". */
  private static int millis(Optional<String> value) {
    return value
        .map(SdpText::stripStart)
        .map(text -> text.indexOf('.') < 0 ? text : text.substring(0, text.indexOf('.')))
        .map(SdpText::number)
        .orElse(-1);
  }

  boolean isMulticast() {
    return connection != null
        && connection.ip().filter(InetAddress::isMulticastAddress).isPresent();
  }

  /** Where its owner receives RTP, null when that is nowhere or only a name. */
  InetSocketAddress rtp() {
    if (media.port() == 0 || connection == null || connection.isUnspecified()) {
      return null;
    }
    return connection.ip().map(ip -> new InetSocketAddress(ip, media.port())).orElse(null);
  }

  /** Where its owner receives RTCP when it is not multiplexed (RFC 3605). */
  InetSocketAddress rtcp() {
    InetSocketAddress rtp = rtp();
    if (rtp == null) {
      return null;
    }
    List<String> words = SdpText.words(media.attribute("rtcp").orElse(""));
    int port = words.isEmpty() ? -1 : SdpText.number(words.getFirst());
    if (port < 1 || port > 65535) {
      return new InetSocketAddress(rtp.getAddress(), Math.min(65535, rtp.getPort() + 1));
    }
    InetAddress address =
        Optional.of(words)
            .filter(w -> w.size() == 4)
            .flatMap(w -> Connection.ip(w.get(3)))
            .filter(ip -> ip.getClass() == rtp.getAddress().getClass())
            .filter(ip -> !ip.isAnyLocalAddress() && !ip.isMulticastAddress())
            .orElse(rtp.getAddress());
    return new InetSocketAddress(address, port);
  }
}
