package io.carillon.media.session;

import java.util.Objects;

/**
 * What a payload type stands for in one direction (RFC 4566 rtpmap and fmtp).
 *
 * @param encodingName as in SDP, compared without case: opus, G722, PCMU, PCMA, telephone-event, CN
 * @param clockRate RTP clock in Hz (G722 says 8000, RFC 3551)
 * @param channels as in rtpmap, 1 or 2
 * @param parameters the fmtp value, empty when there was none
 */
public record PayloadFormat(String encodingName, int clockRate, int channels, String parameters) {
  public PayloadFormat {
    Objects.requireNonNull(encodingName, "encodingName");
    Objects.requireNonNull(parameters, "parameters");
  }

  public boolean is(String name) {
    return encodingName.equalsIgnoreCase(name);
  }
}
