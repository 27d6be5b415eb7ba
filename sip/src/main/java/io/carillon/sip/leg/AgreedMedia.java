package io.carillon.sip.leg;

import io.carillon.media.session.PayloadFormat;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * What the last offer and answer of a leg agreed on.
 *
 * @param codec we send; the one to prefer on the other leg
 * @param encrypted audio goes by SRTP
 * @param theirs what the far end said
 * @param imageRemote where fax datagrams (UDPTL) go; empty while the leg carries audio
 */
public record AgreedMedia(
    PayloadFormat codec,
    boolean encrypted,
    OfferedMedia theirs,
    Optional<InetSocketAddress> imageRemote) {

  public AgreedMedia {
    Objects.requireNonNull(codec, "codec");
    Objects.requireNonNull(theirs, "theirs");
    Objects.requireNonNull(imageRemote, "imageRemote");
  }
}
