package io.carillon.sip.dns;

import io.carillon.sip.transport.SipTransport;
import java.time.Duration;
import java.util.List;

/**
 * What we can reach, and how far a search goes.
 *
 * @param transports those we have, most liked first: the order SRV records are asked for where no
 *     NAPTR record says which transports there are
 * @param families IP versions we have
 * @param candidates no more hops are given for one target
 * @param deadline of one search
 * @param concurrent no more searches run at the same time
 */
public record LocatorSettings(
    List<SipTransport> transports,
    AddressFamilies families,
    int candidates,
    Duration deadline,
    int concurrent) {

  public LocatorSettings {
    transports = List.copyOf(transports);
    if (transports.isEmpty() || candidates < 1 || concurrent < 1 || !deadline.isPositive()) {
      throw new IllegalArgumentException(
          "locator: transports, candidates, deadline and concurrent are not empty or positive");
    }
  }

  /** All transports, both IP versions. */
  public static LocatorSettings defaults() {
    return new LocatorSettings(
        List.of(SipTransport.UDP, SipTransport.TCP, SipTransport.TLS),
        AddressFamilies.IPV6_AND_IPV4,
        16,
        Duration.ofSeconds(8),
        1024);
  }
}
