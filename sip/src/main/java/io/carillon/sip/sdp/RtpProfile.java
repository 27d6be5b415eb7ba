package io.carillon.sip.sdp;

import java.util.Locale;
import java.util.Optional;

/** RTP protocols of a media line (RFC 3551, RFC 3711, RFC 4585, RFC 5124, RFC 5764). */
enum RtpProfile {
  AVP("RTP/AVP", false, false),
  AVPF("RTP/AVPF", false, false),
  SAVP("RTP/SAVP", true, false),
  SAVPF("RTP/SAVPF", true, false),
  DTLS_SAVP("UDP/TLS/RTP/SAVP", true, true),
  DTLS_SAVPF("UDP/TLS/RTP/SAVPF", true, true);

  private final String protocol;
  private final boolean secure;
  private final boolean dtls;

  RtpProfile(String protocol, boolean secure, boolean dtls) {
    this.protocol = protocol;
    this.secure = secure;
    this.dtls = dtls;
  }

  static Optional<RtpProfile> of(String protocol) {
    String upper = protocol.toUpperCase(Locale.ROOT);
    for (RtpProfile profile : values()) {
      if (profile.protocol.equals(upper)) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  String protocol() {
    return protocol;
  }

  /** Only SRTP will do. */
  boolean secure() {
    return secure;
  }

  /** Keys come from a DTLS handshake; SDES in its place is tolerated. */
  boolean dtls() {
    return dtls;
  }
}
