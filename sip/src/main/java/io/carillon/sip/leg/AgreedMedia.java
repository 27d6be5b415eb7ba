package io.carillon.sip.leg;

import io.carillon.media.session.PayloadFormat;
import java.util.Objects;

/**
 * What the last offer and answer of a leg agreed on.
 *
 * @param codec we send; the one to prefer on the other leg
 * @param encrypted audio goes by SRTP
 * @param theirs what the far end said; fax when it has an image line and no formats
 */
public record AgreedMedia(PayloadFormat codec, boolean encrypted, OfferedMedia theirs) {

  public AgreedMedia {
    Objects.requireNonNull(codec, "codec");
    Objects.requireNonNull(theirs, "theirs");
  }
}
