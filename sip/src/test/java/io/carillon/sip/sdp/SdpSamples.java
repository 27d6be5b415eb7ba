package io.carillon.sip.sdp;

import io.carillon.media.session.CertificateHash;
import io.carillon.media.session.Fingerprint;
import io.carillon.media.session.SrtpSuite;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Descriptions and local sides the tests start from. */
final class SdpSamples {
  static final List<String> DEVICES =
      List.of(
          "asterisk",
          "avaya-old-hold",
          "baresip",
          "chrome",
          "cisco-dx80",
          "cisco-sx20",
          "freeswitch",
          "gateway-sloppy",
          "genesys",
          "lifesize-icon",
          "linphone",
          "named-host",
          "polycom-debut",
          "polycom-group",
          "polycom-trio",
          "tandberg-c40",
          "teams");

  private SdpSamples() {}

  static byte[] resource(String name) {
    try (InputStream in = SdpSamples.class.getResourceAsStream("/sdp/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a device offers. */
  static SessionDescription device(String name) throws SdpException {
    return SessionDescription.parse(resource(name + ".sdp"));
  }

  /** A description of one session at 192.0.2.9 with these lines from the first media line on. */
  static SessionDescription sdp(String... lines) throws SdpException {
    return SessionDescription.parse(
        "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
            + String.join("\r\n", lines)
            + "\r\n");
  }

  static LocalAudio local(SrtpPolicy policy) {
    return local("192.0.2.1", policy);
  }

  static LocalAudio local(String address, SrtpPolicy policy) {
    AtomicInteger calls = new AtomicInteger();
    return LocalAudio.of(
        new InetSocketAddress(address, 10000),
        new InetSocketAddress(address, 10001),
        77,
        policy,
        size -> keyBytes(calls.incrementAndGet(), size));
  }

  static LocalDtls dtls(DtlsPolicy policy) {
    return new LocalDtls(fingerprint(1), policy);
  }

  /** SHA-256 of some certificate. */
  static Fingerprint fingerprint(int seed) {
    return new Fingerprint(CertificateHash.SHA_256, keyBytes(seed, 32));
  }

  static byte[] keyBytes(int seed, int size) {
    byte[] key = new byte[size];
    for (int i = 0; i < size; i++) {
      key[i] = (byte) (seed * 17 + i);
    }
    return key;
  }

  static String inline(int seed, SrtpSuite suite) {
    return "inline:" + Base64.getEncoder().encodeToString(keyBytes(seed, suite.keyAndSaltBytes()));
  }

  static String crypto(int tag, SrtpSuite suite, int seed) {
    return "a=crypto:" + tag + " " + suite.sdpName() + " " + inline(seed, suite);
  }

  static Negotiation.Accepted accepted(SessionDescription offer, LocalAudio local) {
    return (Negotiation.Accepted) OfferAnswer.answer(offer, local, Optional.empty());
  }

  static Negotiation.Refused refused(SessionDescription offer, LocalAudio local) {
    return (Negotiation.Refused) OfferAnswer.answer(offer, local, Optional.empty());
  }

  static MediaDescription audio(Negotiation.Accepted accepted) {
    return accepted.local().media().get(accepted.audioLine());
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
