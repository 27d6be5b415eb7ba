package io.carillon.sip.sdp;

import io.carillon.media.session.MediaDirection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looking up attributes by name; the first of a name counts. */
final class Attributes {
  private Attributes() {}

  static Optional<String> value(List<Attribute> attributes, String name) {
    for (Attribute attribute : attributes) {
      if (attribute.is(name)) {
        return Optional.of(attribute.valueOrEmpty());
      }
    }
    return Optional.empty();
  }

  /** The direction attribute; what stands after a colon is ignored. */
  static Optional<MediaDirection> direction(List<Attribute> attributes) {
    for (Attribute attribute : attributes) {
      switch (attribute.name().toLowerCase(Locale.ROOT)) {
        case "sendrecv" -> {
          return Optional.of(MediaDirection.SENDRECV);
        }
        case "sendonly" -> {
          return Optional.of(MediaDirection.SENDONLY);
        }
        case "recvonly" -> {
          return Optional.of(MediaDirection.RECVONLY);
        }
        case "inactive" -> {
          return Optional.of(MediaDirection.INACTIVE);
        }
        default -> {}
      }
    }
    return Optional.empty();
  }
}
