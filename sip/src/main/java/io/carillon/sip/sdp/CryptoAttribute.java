package io.carillon.sip.sdp;

import io.carillon.media.session.SrtpSuite;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A crypto attribute (RFC 4568 9.1): either keys we can use or why we cannot. */
public sealed interface CryptoAttribute {

  /**
   * One key, no parameter that would change how packets look.
   *
   * @param tag names the line in the answer
   * @param suite what it stands for
   * @param suiteName as spelled by the far end; the answer repeats it
   * @param key master key and salt, as long as the suite says
   */
  record Usable(int tag, SrtpSuite suite, String suiteName, byte[] key) implements CryptoAttribute {
    public Usable {
      SdpText.token(suiteName, "suiteName");
      if (tag < 0 || key.length != suite.keyAndSaltBytes()) {
        throw new IllegalArgumentException("crypto " + tag + " " + suite);
      }
      key = key.clone();
    }

    @Override
    public byte[] key() {
      return key.clone();
    }

    Attribute toAttribute() {
      return new Attribute(
          "crypto", tag + " " + suiteName + " inline:" + Base64.getEncoder().encodeToString(key));
    }

    /** Keys never reach a log. */
    @Override
    public String toString() {
      return "Usable[" + tag + " " + suiteName + "]";
    }
  }

  /**
   * A line to pass over; the next one may do.
   *
   * @param reason in words for a log or Warning, without anything the far end wrote
   */
  record Unusable(String reason) implements CryptoAttribute {}

  /** Reads the value of the attribute. */
  static CryptoAttribute parse(String value) {
    List<String> words = SdpText.words(value);
    int tag = words.isEmpty() ? -1 : SdpText.number(words.getFirst());
    if (words.size() < 3 || tag < 0) {
      return new Unusable("malformed crypto line");
    }
    Optional<SrtpSuite> suite = SrtpSuite.bySdpName(words.get(1));
    if (suite.isEmpty()) {
      return new Unusable("unknown SRTP suite");
    }
    Optional<String> parameter =
        words.stream().skip(3).flatMap(word -> objection(word).stream()).findFirst();
    return parameter
        .<CryptoAttribute>map(Unusable::new)
        .orElseGet(() -> key(tag, suite.get(), words.get(1), words.get(2)));
  }

  /**
   * What speaks against a session parameter (RFC 4568 6.3). The window size is a hint and the order
   * of FEC matters only with FEC, which is never agreed on. All others change the packets.
   */
  private static Optional<String> objection(String parameter) {
    String name = parameter.toUpperCase(Locale.ROOT);
    if (name.startsWith("-")
        || name.equals("FEC_ORDER=FEC_SRTP")
        || name.equals("FEC_ORDER=SRTP_FEC")) {
      return Optional.empty();
    }
    if (name.startsWith("WSH=")) {
      return SdpText.number(name.substring(4)) >= 64
          ? Optional.empty()
          : Optional.of("SRTP window below 64");
    }
    if (name.startsWith("UNENCRYPTED_") || name.startsWith("UNAUTHENTICATED_")) {
      return Optional.of("SRTP without encryption or authentication");
    }
    return Optional.of(
        name.startsWith("KDR=") ? "SRTP key derivation rate" : "unknown SRTP session parameter");
  }

  private static CryptoAttribute key(int tag, SrtpSuite suite, String name, String parameters) {
    if (!parameters.regionMatches(true, 0, "inline:", 0, 7)) {
      return new Unusable("SRTP key method is not inline");
    }
    if (parameters.indexOf(';') >= 0) {
      return new Unusable("several SRTP master keys");
    }
    String[] parts = parameters.substring(7).split("\\|", -1);
    for (int i = 1; i < parts.length; i++) {
      // Packets would carry an identifier behind the payload; taking it for part of the payload
      // is garbage in the ear (asterisk/asterisk#825).
      if (parts[i].indexOf(':') >= 0) {
        return new Unusable("SRTP master key identifier (MKI)");
      }
      if (i > 1 || !Lifetime.PATTERN.matcher(parts[i]).matches()) {
        return new Unusable("malformed SRTP key lifetime");
      }
    }
    byte[] key = decode(parts[0]);
    return key.length == suite.keyAndSaltBytes()
        ? new Usable(tag, suite, name, key)
        : new Unusable("SRTP key of wrong length");
  }

  /** With or without padding; empty when it is not Base64. */
  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  /** Packets a key is good for; ignored, since re-keying before 2^48 packets is not our job. */
  final class Lifetime {
    private static final Pattern PATTERN = Pattern.compile("(2\\^)?\\d{1,20}");

    private Lifetime() {}
  }
}
