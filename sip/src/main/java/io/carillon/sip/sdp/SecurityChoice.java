package io.carillon.sip.sdp;

import io.carillon.media.session.MediaSecurity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which keys protect a line, or why it is refused. DTLS-SRTP becomes a third way beside plain and
 * SDES here.
 */
sealed interface SecurityChoice {

  /**
   * Agreed.
   *
   * @param security for the media session
   * @param crypto our crypto attribute, empty for plain RTP
   */
  record Use(MediaSecurity security, Optional<Attribute> crypto) implements SecurityChoice {}

  /** Not agreed. */
  record Refuse(Negotiation.Refused refused) implements SecurityChoice {}

  /**
   * For an answer. The first line that is usable counts: the offerer lists its preference (RFC 4568
   * 5.1.2). While the offerer's key stays, so does ours, and with it the SRTP contexts.
   */
  static SecurityChoice answer(AudioLine offer, LocalAudio local, MediaSecurity previous) {
    Optional<CryptoAttribute.Usable> usable =
        local.srtp() == SrtpPolicy.OFF
            ? Optional.empty()
            : usable(offer.crypto()).filter(c -> local.suites().contains(c.suite())).findFirst();
    if (usable.isPresent()) {
      CryptoAttribute.Usable theirs = usable.get();
      byte[] key = keptKey(theirs, previous);
      if (key == null) {
        key = local.keys().next(theirs.suite().keyAndSaltBytes());
      }
      return sdes(
          new CryptoAttribute.Usable(theirs.tag(), theirs.suite(), theirs.suiteName(), key),
          theirs);
    }
    if (offer.profile().secure() || local.srtp() == SrtpPolicy.REQUIRED) {
      return new Refuse(refusal(offer, local.srtp()));
    }
    return plain();
  }

  /** For an answer to our offer: the line must repeat a tag and suite of ours. */
  static SecurityChoice accept(AudioLine ours, AudioLine theirs) {
    for (CryptoAttribute.Usable answered : usable(theirs.crypto()).toList()) {
      Optional<CryptoAttribute.Usable> offered =
          usable(ours.crypto())
              .filter(o -> o.tag() == answered.tag() && o.suite() == answered.suite())
              .findFirst();
      if (offered.isPresent()) {
        return sdes(offered.get(), answered);
      }
    }
    boolean cryptoAnswered = !theirs.crypto().isEmpty();
    if (ours.profile().secure() || theirs.profile().secure() || cryptoAnswered) {
      String why = problem(theirs.crypto()).orElse("no a=crypto of the offer is answered");
      return new Refuse(Negotiation.Refused.notAcceptable(306, "SRTP: " + why));
    }
    return plain();
  }

  private static Stream<CryptoAttribute.Usable> usable(List<CryptoAttribute> crypto) {
    return crypto.stream()
        .filter(CryptoAttribute.Usable.class::isInstance)
        .map(CryptoAttribute.Usable.class::cast);
  }

  private static Optional<String> problem(List<CryptoAttribute> crypto) {
    return crypto.stream()
        .filter(CryptoAttribute.Unusable.class::isInstance)
        .map(line -> ((CryptoAttribute.Unusable) line).reason())
        .findFirst();
  }

  private static byte[] keptKey(CryptoAttribute.Usable theirs, MediaSecurity previous) {
    return previous instanceof MediaSecurity.Sdes sdes
            && sdes.suite() == theirs.suite()
            && Arrays.equals(sdes.remote(), theirs.key())
        ? sdes.local()
        : null;
  }

  private static SecurityChoice sdes(CryptoAttribute.Usable ours, CryptoAttribute.Usable theirs) {
    return new Use(
        new MediaSecurity.Sdes(ours.suite(), ours.key(), theirs.key()),
        Optional.of(ours.toAttribute()));
  }

  private static SecurityChoice plain() {
    return new Use(new MediaSecurity.Plain(), Optional.empty());
  }

  private static Negotiation.Refused refusal(AudioLine offer, SrtpPolicy policy) {
    String protocol = offer.profile().protocol();
    if (policy == SrtpPolicy.OFF) {
      return Negotiation.Refused.notAcceptable(
          302, protocol + " offered, SRTP is switched off here");
    }
    if (offer.profile().dtls() && offer.crypto().isEmpty()) {
      return Negotiation.Refused.notAcceptable(
          302, protocol + " offered, DTLS-SRTP is not supported; SDES keys are needed");
    }
    if (offer.crypto().isEmpty()) {
      return Negotiation.Refused.notAcceptable(
          offer.profile().secure() ? 306 : 302,
          protocol + " offered without a=crypto, SRTP is required");
    }
    return Negotiation.Refused.notAcceptable(
        306, "SRTP: " + problem(offer.crypto()).orElse("no offered suite is allowed here"));
  }
}
