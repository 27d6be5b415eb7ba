package io.carillon.sip.sdp;

import io.carillon.media.session.PayloadFormat;
import java.util.Objects;

/**
 * A format with a payload type.
 *
 * @param payloadType 0-127
 * @param format what it stands for
 */
public record NumberedFormat(int payloadType, PayloadFormat format) {
  public NumberedFormat {
    Objects.requireNonNull(format, "format");
    if (payloadType < 0 || payloadType > 127) {
      throw new IllegalArgumentException("payload type " + payloadType);
    }
  }

  public boolean isTelephoneEvent() {
    return format.is("telephone-event");
  }

  public boolean isComfortNoise() {
    return format.is("CN");
  }

  /** Carries speech: neither telephone-event nor comfort noise. */
  public boolean isAudio() {
    return !isTelephoneEvent() && !isComfortNoise();
  }
}
