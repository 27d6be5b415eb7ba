package io.carillon.media.pack;

import io.carillon.media.session.PayloadFormat;
import java.util.Objects;

/**
 * What makes two listeners hear the same bytes: codec with its parameters, and packet time.
 *
 * @param packetMillis length of a packet in ms, as the codec can do it
 */
public record StreamFormat(PayloadFormat format, int packetMillis) {
  public StreamFormat {
    Objects.requireNonNull(format, "format");
  }
}
