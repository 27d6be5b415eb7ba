package io.carillon.sip.sdp;

import io.carillon.media.session.Fingerprint;
import java.util.Objects;

/**
 * DTLS-SRTP as we bring it to an offer/answer.
 *
 * @param fingerprint of our certificate
 * @param policy whether it is used where SDES would do
 */
public record LocalDtls(Fingerprint fingerprint, DtlsPolicy policy) {
  public LocalDtls {
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(policy, "policy");
  }
}
