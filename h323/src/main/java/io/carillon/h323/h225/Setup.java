package io.carillon.h323.h225;

import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Octets;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the Setup of a caller says (H.225.0 7.3.10), as far as it matters to who answers.
 *
 * @param conferenceId 16 octets
 * @param callIdentifier 16 octets; endpoints of version 1 have none, their conference's ID is in
 *     its place
 * @param sources what the caller is known by, best first
 * @param destinations what was dialled, in the caller's order
 * @param product name and version of the caller's maker, empty when it says none
 * @param h245Address where the caller waits for H.245 (early H.245)
 * @param fastStart channels proposed: OpenLogicalChannel, one each
 * @param parallelControl H.245 messages sent beside fast start (H.323 8.2.4)
 * @param invitation false for a Setup that is to set up no call: capability negotiation and the
 *     like
 */
public record Setup(
    Octets conferenceId,
    Octets callIdentifier,
    List<String> sources,
    List<String> destinations,
    String product,
    Optional<InetSocketAddress> h245Address,
    List<Octets> fastStart,
    List<Octets> parallelControl,
    boolean invitation) {

  private static final int LONGEST_PRODUCT = 128;

  public static Setup of(Fields setup) {
    Octets conference = setup.octets("conferenceID").orElseThrow();
    return new Setup(
        conference,
        setup.fields("callIdentifier").octets("guid").orElse(conference),
        Aliases.texts(setup, "sourceAddress"),
        Aliases.texts(setup, "destinationAddress"),
        product(setup.fields("sourceInfo").fields("vendor")),
        setup.chosen("h245Address").flatMap(TransportAddresses::read),
        setup.each("fastStart", Octets.class).toList(),
        setup.each("parallelH245Control", Octets.class).toList(),
        setup.chose("conferenceGoal", "create")
            || setup.chose("conferenceGoal", "join")
            || setup.chose("conferenceGoal", "invite"));
  }

  private static String product(Fields vendor) {
    String both = latin(vendor, "productId") + " " + latin(vendor, "versionId");
    String clean = both.replaceAll("\\p{Cntrl}", "").strip();
    return clean.substring(0, Math.min(LONGEST_PRODUCT, clean.length()));
  }

  private static String latin(Fields vendor, String name) {
    return vendor
        .octets(name)
        .map(octets -> new String(octets.bytes(), StandardCharsets.ISO_8859_1))
        .orElse("");
  }

  /** The call identifier as a UUID is written. */
  public String callId() {
    String hex = callIdentifier.toString().toLowerCase(Locale.ROOT);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }
}
