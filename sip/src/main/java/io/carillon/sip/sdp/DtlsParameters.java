package io.carillon.sip.sdp;

import io.carillon.media.session.CertificateHash;
import io.carillon.media.session.DtlsRole;
import io.carillon.media.session.Fingerprint;
import io.carillon.media.session.MediaSecurity;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a line says of DTLS-SRTP (RFC 5763 5, RFC 8122 5, RFC 8842).
 *
 * @param setup who begins
 * @param fingerprints of the owner's certificate, those that can be read; at least one
 * @param transportId tls-id, empty without one
 */
record DtlsParameters(SetupRole setup, List<Fingerprint> fingerprints, String transportId) {
  private static final int MAX_FINGERPRINTS = 16;
  private static final int MAX_TRANSPORT_ID = 255;
  private static final HexFormat HEX = HexFormat.ofDelimiter(":");

  DtlsParameters {
    fingerprints = List.copyOf(fingerprints);
  }

  /**
   * Empty when there is no fingerprint that can be read; those of the line go before the session's.
   */
  static Optional<DtlsParameters> of(SessionDescription sdp, MediaDescription media) {
    List<String> values = media.all("fingerprint");
    if (values.isEmpty()) {
      values =
          sdp.attributes().stream()
              .filter(attribute -> attribute.is("fingerprint"))
              .map(Attribute::valueOrEmpty)
              .toList();
    }
    List<Fingerprint> fingerprints =
        values.stream()
            .limit(MAX_FINGERPRINTS)
            .flatMap(value -> fingerprint(value).stream())
            .toList();
    if (fingerprints.isEmpty()) {
      return Optional.empty();
    }
    SetupRole setup =
        sdp.attributeOf(media, "setup")
            .map(SdpText::stripStart)
            .flatMap(SetupRole::of)
            .orElse(SetupRole.ACTPASS);
    String id = media.attribute("tls-id").map(SdpText::stripStart).orElse("");
    return Optional.of(
        new DtlsParameters(setup, fingerprints, id.length() > MAX_TRANSPORT_ID ? "" : id));
  }

  /** Reads the value of one attribute; a hash nobody knows or a malformed one says nothing. */
  static Optional<Fingerprint> fingerprint(String value) {
    List<String> words = SdpText.words(value);
    if (words.size() != 2) {
      return Optional.empty();
    }
    Optional<CertificateHash> hash = CertificateHash.bySdpName(words.getFirst());
    if (hash.isEmpty() || words.get(1).length() != 3 * hash.get().bytes() - 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Fingerprint(hash.get(), HEX.parseHex(words.get(1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no hexadecimal numbers between colons
    }
  }

  /** What we say of ours. */
  static List<Attribute> attributes(Fingerprint fingerprint, SetupRole setup) {
    return List.of(new Attribute("fingerprint", fingerprint.toString()), setup.toAttribute());
  }

  /**
   * The association a line of theirs asks for: the former one while nothing that makes another has
   * changed (RFC 8842 3.1).
   *
   * @param previous of the session, null without one
   * @param transport where they receive; null with ICE, or when it was not said
   * @param wished our role in a new association when they leave us the choice
   */
  MediaSecurity.Dtls association(
      MediaSecurity previous, InetSocketAddress transport, DtlsRole wished) {
    if (previous instanceof MediaSecurity.Dtls dtls
        && dtls.fingerprints().equals(fingerprints)
        && dtls.transportId().equals(transportId)
        && ourRole(dtls.role()) == dtls.role()
        && (transport == null || dtls.transport() == null || transport.equals(dtls.transport()))) {
      return dtls;
    }
    return new MediaSecurity.Dtls(ourRole(wished), fingerprints, transportId, transport);
  }

  private DtlsRole ourRole(DtlsRole wished) {
    return switch (setup) {
      case ACTIVE -> DtlsRole.SERVER;
      case PASSIVE -> DtlsRole.CLIENT;
      case ACTPASS, HOLDCONN -> wished;
    };
  }
}
