package io.carillon.sip.sdp;

import java.util.List;
import java.util.Optional;

/**
 * An rtpmap attribute (RFC 8866 6.6).
 *
 * @param payloadType 0-127
 * @param encodingName compared without case
 * @param clockRate Hz
 * @param channels 1 when nothing is said
 */
public record RtpMap(int payloadType, String encodingName, int clockRate, int channels) {
  public RtpMap {
    SdpText.token(encodingName, "encodingName");
    if (payloadType < 0 || payloadType > 127 || clockRate < 1 || channels < 1) {
      throw new IllegalArgumentException("rtpmap " + payloadType);
    }
  }

  /** Reads the value of the attribute; empty when it is malformed, which is as good as absent. */
  public static Optional<RtpMap> parse(String value) {
    List<String> parts = SdpText.words(value);
    if (parts.size() < 2) {
      return Optional.empty();
    }
    int payloadType = SdpText.number(parts.get(0));
    String[] encoding = parts.get(1).split("/", -1);
    int clock = encoding.length < 2 ? -1 : SdpText.number(encoding[1]);
    int channels = encoding.length < 3 ? 1 : SdpText.number(encoding[2]);
    if (payloadType < 0
        || payloadType > 127
        || clock < 1
        || channels < 1
        || encoding[0].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new RtpMap(payloadType, encoding[0], clock, channels));
  }

  /** Audio payload types that need no rtpmap (RFC 3551 table 4). */
  public static Optional<RtpMap> assigned(int payloadType) {
    return switch (payloadType) {
      case 0 -> Optional.of(new RtpMap(0, "PCMU", 8000, 1));
      case 3 -> Optional.of(new RtpMap(3, "GSM", 8000, 1));
      case 4 -> Optional.of(new RtpMap(4, "G723", 8000, 1));
      case 5 -> Optional.of(new RtpMap(5, "DVI4", 8000, 1));
      case 8 -> Optional.of(new RtpMap(8, "PCMA", 8000, 1));
      case 9 -> Optional.of(new RtpMap(9, "G722", 8000, 1));
      case 10 -> Optional.of(new RtpMap(10, "L16", 44100, 2));
      case 11 -> Optional.of(new RtpMap(11, "L16", 44100, 1));
      case 13 -> Optional.of(new RtpMap(13, "CN", 8000, 1));
      case 15 -> Optional.of(new RtpMap(15, "G728", 8000, 1));
      case 18 -> Optional.of(new RtpMap(18, "G729", 8000, 1));
      default -> Optional.empty();
    };
  }

  Attribute toAttribute() {
    String suffix = channels == 1 ? "" : "/" + channels;
    return new Attribute("rtpmap", payloadType + " " + encodingName + "/" + clockRate + suffix);
  }
}
