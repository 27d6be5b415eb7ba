package io.carillon.sip.sdp;

import io.carillon.media.session.MediaDirection;
import java.util.Locale;

/** Arithmetic of direction attributes (RFC 3264 6.1). */
final class Directions {
  private Directions() {}

  static MediaDirection of(boolean sends, boolean receives) {
    if (sends) {
      return receives ? MediaDirection.SENDRECV : MediaDirection.SENDONLY;
    }
    return receives ? MediaDirection.RECVONLY : MediaDirection.INACTIVE;
  }

  /** What is left for us when we want one thing and the far end, seen from there, another. */
  static MediaDirection agreed(MediaDirection ours, MediaDirection theirs) {
    return of(ours.sends() && theirs.receives(), ours.receives() && theirs.sends());
  }

  static Attribute attribute(MediaDirection direction) {
    return Attribute.flag(direction.name().toLowerCase(Locale.ROOT));
  }
}
