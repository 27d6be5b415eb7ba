package io.carillon.sip.sdp;

import java.util.List;

/** Writes a description in the order of RFC 8866 section 5. */
final class SdpEncoder {
  private static final String CRLF = "\r\n";
  private final StringBuilder out = new StringBuilder(1024);

  private SdpEncoder() {}

  static String encode(SessionDescription sdp) {
    SdpEncoder encoder = new SdpEncoder();
    encoder.line('v', "0");
    encoder.line('o', sdp.origin().encode());
    encoder.line('s', sdp.name());
    encoder.body(sdp.others(), sdp.connection(), sdp.bandwidth(), sdp.timing(), sdp.attributes());
    for (MediaDescription media : sdp.media()) {
      encoder.line('m', mediaLine(media));
      encoder.body(media.others(), media.connection(), media.bandwidth(), null, media.attributes());
    }
    return encoder.out.toString();
  }

  private static String mediaLine(MediaDescription media) {
    StringBuilder line = new StringBuilder();
    line.append(media.type()).append(' ').append(media.port());
    if (media.portCount() > 1) {
      line.append('/').append(media.portCount());
    }
    line.append(' ').append(media.protocol());
    media.formats().forEach(format -> line.append(' ').append(format));
    return line.toString();
  }

  /** Others are sorted by rank, so each known line goes in before the first that ranks higher. */
  private void body(
      List<OtherLine> others,
      Connection connection,
      List<Bandwidth> bandwidth,
      Timing timing,
      List<Attribute> attributes) {
    int next = othersBelow('c', others, 0);
    if (connection != null) {
      line('c', connection.encode());
    }
    next = othersBelow('b', others, next);
    bandwidth.forEach(b -> line('b', b.encode()));
    next = othersBelow('t', others, next);
    if (timing != null) {
      line('t', timing.encode());
    }
    for (OtherLine other : others.subList(next, others.size())) {
      line(other.type(), other.value());
    }
    attributes.forEach(attribute -> line('a', attribute.encode()));
  }

  private int othersBelow(char type, List<OtherLine> others, int from) {
    int next = from;
    while (next < others.size() && others.get(next).rank() < OtherLine.rank(type)) {
      line(others.get(next).type(), others.get(next).value());
      next++;
    }
    return next;
  }

  private void line(char type, String value) {
    out.append(type).append('=').append(value).append(CRLF);
  }
}
