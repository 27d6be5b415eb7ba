package io.carillon.sip.sdp;

import io.carillon.media.session.Fingerprint;
import java.util.Objects;

/**
 * DTLS-SRTP as we bring it to an offer/answer.
 *
 * @param fingerprint of our certificate
 * @param offered also in offers of ours; else only in answers to who offers it
 */
public record LocalDtls(Fingerprint fingerprint, boolean offered) {
  public LocalDtls {
    Objects.requireNonNull(fingerprint, "fingerprint");
  }
}
