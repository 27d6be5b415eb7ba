package io.carillon.core.dialin;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegProtocol;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Sends calls to the meeting domains to the dial-in and refuses all others. Thread-safe.
 *
 * <p>A call by H.323 is meant for us whatever host it names; its region is the server's own unless
 * the host has one.
 *
 * <p>Any user part is answered: {@code u}, nothing, or what is no meeting ID is asked for one.
 */
public final class MeetingDialPlan implements DialPlan {
  /** The guide's domains and the regions they stand for. */
  public static final Map<String, String> GUIDE_DOMAINS =
      Map.of(
          "meet.chime.in", "us-east-1",
          "meet.ue1.chime.in", "us-east-1",
          "meet.uw2.chime.in", "us-west-2",
          "meet.as1.chime.in", "ap-southeast-1",
          "meet.as2.chime.in", "ap-southeast-2",
          "meet.an1.chime.in", "ap-northeast-1",
          "meet.ew1.chime.in", "eu-west-1",
          "meet.se1.chime.in", "sa-east-1");

  private final Map<String, String> regions;
  private final String voiceConnectorId;
  private final DialIn dialIn;

  /**
   * @param domains host name or address of each meeting domain, to the name of its region
   * @param voiceConnectorId whose logs and metrics the calls belong to
   */
  public MeetingDialPlan(Map<String, String> domains, String voiceConnectorId, DialIn dialIn) {
    Map<String, String> byHost = new HashMap<>();
    domains.forEach((host, region) -> byHost.put(normal(host), region));
    this.regions = Map.copyOf(byHost);
    this.voiceConnectorId = Objects.requireNonNull(voiceConnectorId, "voiceConnectorId");
    this.dialIn = Objects.requireNonNull(dialIn, "dialIn");
  }

  @Override
  public Route route(CallRequest request) {
    String region = regions.get(normal(request.host()));
    if (region == null && request.protocol() == LegProtocol.H323) {
      region = ""; // room systems call an address, which says nothing but that we are meant
    }
    if (region == null) {
      return new Refuse(
          EndReason.UNKNOWN_DESTINATION, "the host called is none of the domains in sip.domains");
    }
    DialString dialled = DialString.parse(request.user());
    return new Answer(region, voiceConnectorId, leg -> dialIn.answered(leg, dialled));
  }

  /**
   * Host names compare without case, and a root dot says nothing; IPv6 addresses compare however
   * they are written.
   */
  private static String normal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (lower.indexOf(':') >= 0) {
      return normalIpv6(lower);
    }
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static String normalIpv6(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    try {
      return InetAddress.ofLiteral(bare).getHostAddress();
    } catch (IllegalArgumentException e) {
      return bare; // no address; it will be none of ours
    }
  }
}
