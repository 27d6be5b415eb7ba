package io.carillon.sip.sdp;

import io.carillon.media.session.DtlsRole;
import io.carillon.media.session.MediaSecurity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which keys protect a line, or why it is refused: none, SDES, or those of a DTLS handshake.
 *
 * <p>Where a line brings both SDES and DTLS-SRTP, its protocol says which is meant: DTLS-SRTP with
 * UDP/TLS, SDES with all others.
 */
sealed interface SecurityChoice {

  /**
   * Agreed.
   *
   * @param security for the media session
   * @param attributes what our line says of it, empty for plain RTP
   */
  record Use(MediaSecurity security, List<Attribute> attributes) implements SecurityChoice {
    public Use {
      attributes = List.copyOf(attributes);
    }
  }

  /** Not agreed. */
  record Refuse(Negotiation.Refused refused) implements SecurityChoice {}

  /**
   * For an answer. The first line that is usable counts: the offerer lists its preference (RFC 4568
   * 5.1.2). While the offerer's key stays, so does ours, and with it the SRTP contexts; the same
   * holds for a DTLS association.
   *
   * @param previous of the line, null when it is not in use
   * @param ice is agreed on
   */
  static SecurityChoice answer(
      AudioLine offer, LocalAudio local, MediaSecurity previous, boolean ice) {
    boolean dtls = offer.dtls() != null && local.answeredDtls().isPresent();
    if (dtls && offer.profile().dtls()) {
      return handshake(offer, local, previous, ice);
    }
    Optional<CryptoAttribute.Usable> usable =
        local.srtp() == SrtpPolicy.OFF || local.srtp() == SrtpPolicy.DTLS
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
    if (dtls) {
      return handshake(offer, local, previous, ice);
    }
    if (offer.profile().secure() || local.srtp().required()) {
      return new Refuse(refusal(offer, local.srtp()));
    }
    return plain();
  }

  private static SecurityChoice handshake(
      AudioLine offer, LocalAudio local, MediaSecurity previous, boolean ice) {
    if (offer.dtls().setup() == SetupRole.HOLDCONN) {
      return new Refuse(
          Negotiation.Refused.notAcceptable(399, "a=setup:holdconn makes no connection"));
    }
    InetSocketAddress transport = ice ? null : offer.rtp();
    MediaSecurity.Dtls association =
        offer.dtls().association(previous, transport, wishedRole(transport, local.rtp()));
    return new Use(
        association,
        DtlsParameters.attributes(
            local.answeredDtls().orElseThrow(), SetupRole.of(association.role())));
  }

  /**
   * The answerer best begins (RFC 5763 5), because its first packet may come before its answer. But
   * what we send to a private address from a public one gets nowhere: there the far end begins,
   * whose packets show where it really is.
   */
  private static DtlsRole wishedRole(InetSocketAddress theirs, InetSocketAddress ours) {
    boolean behindNat =
        theirs != null && isPrivate(theirs.getAddress()) && !isPrivate(ours.getAddress());
    return behindNat ? DtlsRole.SERVER : DtlsRole.CLIENT;
  }

  private static boolean isPrivate(InetAddress address) {
    return address.isSiteLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress();
  }

  /**
   * For an answer to our offer: the line must repeat a tag and suite of ours, or show a certificate
   * where we did.
   *
   * @param previous of the session when it was a new offer inside it, else null
   * @param ice is agreed on
   */
  static SecurityChoice accept(
      AudioLine ours, AudioLine theirs, MediaSecurity previous, boolean ice) {
    boolean dtls = ours.dtls() != null && theirs.dtls() != null;
    if (dtls && (theirs.crypto().isEmpty() || theirs.profile().dtls())) {
      DtlsRole role = ours.dtls().setup() == SetupRole.ACTIVE ? DtlsRole.CLIENT : DtlsRole.SERVER;
      return new Use(
          theirs.dtls().association(previous, ice ? null : theirs.rtp(), role), List.of());
    }
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
        List.of(ours.toAttribute()));
  }

  private static SecurityChoice plain() {
    return new Use(new MediaSecurity.Plain(), List.of());
  }

  private static Negotiation.Refused refusal(AudioLine offer, SrtpPolicy policy) {
    String protocol = offer.profile().protocol();
    if (policy == SrtpPolicy.OFF) {
      return Negotiation.Refused.notAcceptable(
          302, protocol + " offered, SRTP is switched off here");
    }
    if (policy == SrtpPolicy.DTLS) {
      return Negotiation.Refused.notAcceptable(
          302, protocol + " offered without a fingerprint, DTLS-SRTP is required");
    }
    if (offer.profile().dtls() && offer.crypto().isEmpty()) {
      return Negotiation.Refused.notAcceptable(
          302,
          offer.dtls() == null
              ? protocol + " offered without a fingerprint that can be checked"
              : protocol + " offered, DTLS-SRTP is switched off here");
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
