package io.carillon.sip.sdp;

import static io.carillon.sip.sdp.SdpSamples.accepted;
import static io.carillon.sip.sdp.SdpSamples.audio;
import static io.carillon.sip.sdp.SdpSamples.crypto;
import static io.carillon.sip.sdp.SdpSamples.fingerprint;
import static io.carillon.sip.sdp.SdpSamples.refused;
import static io.carillon.sip.sdp.SdpSamples.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.CertificateHash;
import io.carillon.media.session.DtlsRole;
import io.carillon.media.session.Fingerprint;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.SrtpSuite;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What offers and answers with fingerprints come to. */
class DtlsTest {
  private static final String LINE = "m=audio 5004 UDP/TLS/RTP/SAVP 0";
  private static final String THEIRS = "a=fingerprint:" + fingerprint(9);

  @ParameterizedTest
  @CsvSource({"actpass, active, CLIENT", "active, passive, SERVER", "passive, active, CLIENT"})
  void answersTheSetup(String offered, String answered, DtlsRole role) throws Exception {
    Negotiation.Accepted answer = answer(LINE, THEIRS, "a=setup:" + offered);

    MediaSecurity.Dtls dtls = dtls(answer);
    assertThat(dtls.role()).isEqualTo(role);
    assertThat(dtls.fingerprints()).containsExactly(fingerprint(9));
    assertThat(audio(answer).attribute("setup")).contains(answered);
    assertThat(audio(answer).attribute("fingerprint")).contains(fingerprint(1).toString());
    assertThat(audio(answer).protocol()).isEqualTo("UDP/TLS/RTP/SAVP");
    assertThat(audio(answer).attribute("crypto")).isEmpty();
  }

  @Test
  void whoIsBehindNatBegins() throws Exception {
    Negotiation.Accepted answer = answer(LINE, "c=IN IP4 10.1.2.3", THEIRS, "a=setup:actpass");

    assertThat(dtls(answer).role()).isEqualTo(DtlsRole.SERVER);
  }

  @Test
  void holdconnMakesNoCall() throws Exception {
    assertThat(refused(sdp(LINE, THEIRS, "a=setup:holdconn"), local(DtlsPolicy.ANSWER)).text())
        .contains("holdconn");
  }

  @ParameterizedTest
  @EnumSource(CertificateHash.class)
  void readsEveryHash(CertificateHash hash) throws Exception {
    Fingerprint print = Fingerprint.of(hash, new byte[] {1});

    assertThat(dtls(answer(LINE, "a=fingerprint:" + print, "a=setup:actpass")).fingerprints())
        .containsExactly(print);
    assertThat(DtlsParameters.fingerprint(print.toString().toLowerCase(Locale.ROOT)))
        .contains(print);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha-256", "sha-256 00", "md5 00:11", "sha-1 zz", "sha-256 AA:"})
  void aFingerprintThatCannotBeReadIsNone(String value) {
    assertThat(DtlsParameters.fingerprint(value)).isEmpty();
  }

  @Test
  void theLinesFingerprintsGoBeforeTheSessions() throws Exception {
    SessionDescription offer =
        SessionDescription.parse(
            "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
                + "a=setup:actpass\r\na=fingerprint:"
                + fingerprint(8)
                + "\r\n"
                + LINE
                + "\r\n"
                + THEIRS
                + "\r\n");

    assertThat(dtls(accepted(offer, local(DtlsPolicy.ANSWER))).fingerprints())
        .containsExactly(fingerprint(9));
  }

  @Test
  void theProtocolChoosesBetweenDtlsAndSdes() throws Exception {
    String key = crypto(1, SrtpSuite.AES_CM_128_HMAC_SHA1_80, 5);

    assertThat(answer(LINE, THEIRS, "a=setup:actpass", key).plan().security())
        .isInstanceOf(MediaSecurity.Dtls.class);
    assertThat(answer("m=audio 5004 RTP/SAVP 0", THEIRS, "a=setup:actpass", key).plan().security())
        .isInstanceOf(MediaSecurity.Sdes.class);
    assertThat(answer("m=audio 5004 RTP/AVP 0", THEIRS, "a=setup:actpass").plan().security())
        .isInstanceOf(MediaSecurity.Dtls.class);
  }

  @Test
  void switchedOffItIsRefused() throws Exception {
    assertThat(refused(sdp(LINE, THEIRS, "a=setup:actpass"), local(DtlsPolicy.OFF)).text())
        .contains("switched off");
  }

  @Test
  void requiredItTakesNothingElse() throws Exception {
    LocalAudio local = local(DtlsPolicy.OFF).withSrtp(SrtpPolicy.DTLS);

    assertThat(
            refused(
                    sdp("m=audio 5004 RTP/SAVP 0", crypto(1, SrtpSuite.AES_CM_128_HMAC_SHA1_80, 5)),
                    local)
                .text())
        .contains("DTLS-SRTP is required");
    assertThat(dtls(accepted(sdp(LINE, THEIRS, "a=setup:actpass"), local)).role())
        .isEqualTo(DtlsRole.CLIENT);
  }

  @ParameterizedTest
  @CsvSource({
    "ANSWER, PREFERRED, RTP/AVP,          6, false",
    "ANSWER, REQUIRED,  RTP/SAVP,         6, false",
    "OFFER,  PREFERRED, RTP/AVP,          6, true",
    "OFFER,  REQUIRED,  RTP/SAVP,         6, true",
    "OFFER,  OFF,       RTP/AVP,          0, false",
    "OFF,    DTLS,      UDP/TLS/RTP/SAVP, 0, true"
  })
  void offersByThePolicies(
      DtlsPolicy policy, SrtpPolicy srtp, String protocol, int keys, boolean fingerprint) {
    MediaDescription line =
        OfferAnswer.offer(local(policy).withSrtp(srtp), Optional.empty()).media().getFirst();

    assertThat(line.protocol()).isEqualTo(protocol);
    assertThat(line.all("crypto")).hasSize(keys);
    assertThat(line.attribute("setup"))
        .isEqualTo(fingerprint ? Optional.of("actpass") : Optional.empty());
    assertThat(line.attribute("rtcp-mux").isPresent()).isEqualTo(fingerprint);
  }

  @ParameterizedTest
  @CsvSource({"active, SERVER", "passive, CLIENT", "actpass, SERVER"})
  void takesTheAnswersSetup(String setup, DtlsRole role) throws Exception {
    LocalAudio local = local(DtlsPolicy.OFF).withSrtp(SrtpPolicy.DTLS);
    SessionDescription offer = OfferAnswer.offer(local, Optional.empty());

    Negotiation result = OfferAnswer.accept(offer, sdp(LINE, THEIRS, "a=setup:" + setup));

    assertThat(dtls((Negotiation.Accepted) result).role()).isEqualTo(role);
  }

  @Test
  void anAnswerWithoutFingerprintIsNoAnswer() throws Exception {
    LocalAudio local = local(DtlsPolicy.OFF).withSrtp(SrtpPolicy.DTLS);

    assertThat(OfferAnswer.accept(OfferAnswer.offer(local, Optional.empty()), sdp(LINE)))
        .isInstanceOf(Negotiation.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=setup:actpass",
        "a=setup:passive", // the role in use
        "a=setup:actpass|a=sendonly",
        "c=IN IP4 0.0.0.0|a=setup:actpass" // RFC 2543's hold
      })
  void theAssociationStaysWhileNothingChanges(String lines) throws Exception {
    Negotiation.Accepted first =
        answer(LINE, THEIRS, "a=setup:actpass", "a=tls-id:abcdefghijklmnopqrst");

    Negotiation.Accepted next = again(first, LINE, lines, THEIRS, "a=tls-id:abcdefghijklmnopqrst");

    assertThat(next.plan().security()).isEqualTo(first.plan().security());
    assertThat(audio(next).attribute("setup")).contains("active");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=audio 5004 UDP/TLS/RTP/SAVP 0|a=setup:active|F9",
        "m=audio 5004 UDP/TLS/RTP/SAVP 0|a=setup:actpass|F8",
        "m=audio 5006 UDP/TLS/RTP/SAVP 0|a=setup:actpass|F9",
        "m=audio 5004 UDP/TLS/RTP/SAVP 0|c=IN IP4 192.0.2.10|a=setup:actpass|F9",
        "m=audio 5004 UDP/TLS/RTP/SAVP 0|a=setup:actpass|a=tls-id:zyxwvutsrqponmlkjihg|F9"
      })
  void anotherCertificateRoleAddressOrIdIsAnotherAssociation(String lines) throws Exception {
    Negotiation.Accepted first = answer(LINE, THEIRS, "a=setup:actpass");

    Negotiation.Accepted next =
        again(
            first,
            lines
                .replace("F8", "a=fingerprint:" + fingerprint(8))
                .replace("F9", "a=fingerprint:" + fingerprint(9)));

    assertThat(next.plan().security()).isNotEqualTo(first.plan().security());
  }

  @Test
  void ourNextOfferKeepsTheAssociation() throws Exception {
    LocalAudio local = local(DtlsPolicy.ANSWER);
    Negotiation.Accepted first = answer(LINE, THEIRS, "a=setup:actpass");

    SessionDescription offer = OfferAnswer.offer(local, Optional.of(first));
    Negotiation.Accepted next =
        (Negotiation.Accepted)
            OfferAnswer.accept(offer, sdp(LINE, THEIRS, "a=setup:passive"), Optional.of(first));

    assertThat(offer.media().getFirst().protocol()).isEqualTo("UDP/TLS/RTP/SAVP");
    assertThat(offer.media().getFirst().attribute("setup")).contains("active");
    assertThat(next.plan().security()).isEqualTo(first.plan().security());
  }

  private static MediaSecurity.Dtls dtls(Negotiation.Accepted accepted) {
    return (MediaSecurity.Dtls) accepted.plan().security();
  }

  private static Negotiation.Accepted answer(String... lines) throws SdpException {
    return accepted(sdp(lines), local(DtlsPolicy.ANSWER));
  }

  private static Negotiation.Accepted again(Negotiation.Accepted before, String... lines)
      throws SdpException {
    String[] all = String.join("|", lines).split("\\|");
    List<String> sorted =
        Stream.of(all).sorted(Comparator.comparingInt(l -> "mc".indexOf(l.charAt(0)) & 3)).toList();
    return (Negotiation.Accepted)
        OfferAnswer.answer(
            sdp(sorted.toArray(String[]::new)), local(DtlsPolicy.ANSWER), Optional.of(before));
  }

  private static LocalAudio local(DtlsPolicy policy) {
    return SdpSamples.local(SrtpPolicy.PREFERRED).withDtls(Optional.of(SdpSamples.dtls(policy)));
  }
}
