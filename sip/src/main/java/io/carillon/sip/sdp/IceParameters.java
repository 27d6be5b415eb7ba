package io.carillon.sip.sdp;

import io.carillon.media.session.IcePlan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a line says of ICE (RFC 8839).
 *
 * @param fragment ice-ufrag
 * @param password ice-pwd
 * @param lite the owner makes no checks; two such have nothing to do with each other
 * @param mismatch the address of the line is none of its candidates: somebody between has changed
 *     it, and ICE would go past him (RFC 8839 4.2.5)
 */
record IceParameters(String fragment, String password, boolean lite, boolean mismatch) {
  private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9+/]{4,256}");
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/]{22,256}");
  private static final int MAX_CANDIDATES = 64;

  /** Stands in the port of who has no address yet (RFC 8840 4.1). */
  private static final int DISCARD_PORT = 9;

  private static final int FRAGMENT_BYTES = 6;
  private static final int PASSWORD_BYTES = 18;

  /** Type preference of a host, one address; the component goes off (RFC 8445 5.1.2). */
  private static final long HOST_PRIORITY = (126L << 24) + (65535L << 8) + 256;

  /** Empty when ufrag or pwd is missing or malformed. */
  static Optional<IceParameters> of(SessionDescription sdp, MediaDescription media) {
    Optional<String> fragment = sdp.attributeOf(media, "ice-ufrag").map(SdpText::stripStart);
    Optional<String> password = sdp.attributeOf(media, "ice-pwd").map(SdpText::stripStart);
    if (fragment.filter(f -> FRAGMENT.matcher(f).matches()).isEmpty()
        || password.filter(p -> PASSWORD.matcher(p).matches()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new IceParameters(
            fragment.get(),
            password.get(),
            sdp.attribute("ice-lite").isPresent(),
            isMismatch(sdp, media)));
  }

  private static boolean isMismatch(SessionDescription sdp, MediaDescription media) {
    Optional<Connection> connection = sdp.connectionOf(media);
    if (connection.isEmpty()
        || connection.get().isUnspecified()
        || media.port() == 0
        || media.port() == DISCARD_PORT) {
      return false;
    }
    Optional<InetAddress> ip = connection.get().ip();
    return ip.isPresent()
        && media.all("candidate").stream()
            .limit(MAX_CANDIDATES)
            .noneMatch(candidate -> isAt(candidate, ip.get(), media.port()));
  }

  /**
   * Whether a candidate is RTP's at that address: foundation component transport priority ip port.
   */
  private static boolean isAt(String candidate, InetAddress ip, int port) {
    List<String> words = SdpText.words(candidate);
    return words.size() >= 8
        && SdpText.number(words.get(1)) == 1
        && words.get(2).equalsIgnoreCase("udp")
        && SdpText.number(words.get(5)) == port
        && Connection.ip(words.get(4)).filter(ip::equals).isPresent();
  }

  /** A lite agent can do with a far end that checks an address it has itself. */
  boolean usable() {
    return !lite && !mismatch;
  }

  /**
   * Our half: the former one while theirs stays, a new one when they restart (RFC 8839 4.4.1.1).
   *
   * @param previous of the session
   */
  IcePlan answer(Optional<IcePlan> previous, SrtpKeySource random) {
    return previous
        .filter(p -> p.remoteFragment().equals(fragment) && p.remotePassword().equals(password))
        .orElseGet(
            () ->
                new IcePlan(
                    text(random.next(FRAGMENT_BYTES)),
                    text(random.next(PASSWORD_BYTES)),
                    fragment,
                    password));
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Ours in a line: RTP and, where it has a port of its own, RTCP. */
  static List<Attribute> attributes(IcePlan plan, LocalAudio local, boolean rtcpMux) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute("ice-ufrag", plan.localFragment()));
    attributes.add(new Attribute("ice-pwd", plan.localPassword()));
    attributes.add(candidate(1, local.rtp()));
    if (!rtcpMux) {
      attributes.add(candidate(2, local.rtcp()));
    }
    return attributes;
  }

  private static Attribute candidate(int component, InetSocketAddress address) {
    return new Attribute(
        "candidate",
        "1 %d UDP %d %s %d typ host"
            .formatted(
                component,
                HOST_PRIORITY - component,
                Connection.of(address.getAddress()).address(),
                address.getPort()));
  }

  /** Ours for the session. */
  static List<Attribute> sessionAttributes() {
    return List.of(Attribute.flag("ice-lite"));
  }
}
