package io.carillon.h323.h245;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

/**
 * What we bring to a call.
 *
 * @param codecs best first
 * @param rtp where we receive
 * @param rtcp where we receive reports
 */
public record LocalMedia(List<AudioCodec> codecs, InetSocketAddress rtp, InetSocketAddress rtcp) {

  /** The payload type on which we take telephone-events (RFC 4733); what most endpoints use. */
  public static final int TELEPHONE_EVENTS = 101;

  /** Session number of the main audio (H.245 clause B.3.1). */
  static final int AUDIO_SESSION = 1;

  public LocalMedia {
    codecs = List.copyOf(codecs);
    Objects.requireNonNull(rtp, "rtp");
    Objects.requireNonNull(rtcp, "rtcp");
    if (codecs.isEmpty()) {
      throw new IllegalArgumentException("no codec");
    }
  }
}
