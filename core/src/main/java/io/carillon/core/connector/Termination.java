package io.carillon.core.connector;

import java.net.InetAddress;
import java.util.List;

/**
 * What the PBX may do: outbound calls, from the customer to the telephone network.
 *
 * @param cidrAllowedList where the PBX's calls come from, at most 100 ranges; empty when it proves
 *     itself by credentials alone
 * @param callingRegions countries it may call, ISO 3166-1 alpha-2, at least one
 * @param cpsLimit most new calls a second, 1-100,000
 * @param defaultPhoneNumber E.164 caller number of calls that bring none of the connector's, or
 *     null
 * @param disabled outbound calls are refused
 */
public record Termination(
    List<CidrBlock> cidrAllowedList,
    List<String> callingRegions,
    int cpsLimit,
    String defaultPhoneNumber,
    boolean disabled) {

  public static final int MAX_CIDRS = 100;

  public Termination {
    cidrAllowedList = List.copyOf(cidrAllowedList);
    callingRegions = List.copyOf(callingRegions);
    Rules.atMost("CIDR allow list", cidrAllowedList, MAX_CIDRS);
    Rules.distinct("CIDR allow list", cidrAllowedList);
    if (callingRegions.isEmpty()) {
      throw new IllegalArgumentException(
          "calling regions: at least one country is needed, as an ISO 3166-1 alpha-2 code such as"
              + " US");
    }
    callingRegions.forEach(country -> Rules.country("calling regions", country));
    Rules.distinct("calling regions", callingRegions);
    Rules.between("calls per second", cpsLimit, 1, 100_000);
    if (defaultPhoneNumber != null) {
      Rules.e164("default phone number", defaultPhoneNumber);
    }
  }

  /**
   * Whether the address is in the list. Where the connector has credentials too, both are needed.
   */
  public boolean allows(InetAddress source) {
    return cidrAllowedList.stream().anyMatch(range -> range.contains(source));
  }
}
