package io.carillon.core.trunk;

import io.carillon.core.connector.RouteProtocol;
import java.util.Objects;
import java.util.Optional;

/**
 * One place to try for a call.
 *
 * @param connectorId whose call it is when it goes there; in a group not every target's is the same
 * @param region that connector's
 * @param routeName names the place in metrics and logs, such as {@code 192.0.2.1:5060/udp}; equal
 *     for equal host, port and transport, so it is bounded as the settings are
 * @param host numeric address (IPv6 without brackets) or DNS name
 * @param port 1-65535, or 0: DNS decides (RFC 3263), else the transport's own
 * @param transport how the host is spoken to
 * @param encryption of the media there; the transport is TLS when it is required
 * @param user user part of the request-URI there: E.164 with its plus sign, or an emergency number
 * @param domain host part of the request-URI there, empty for the host itself
 * @param credentials answer its digest challenges, when it asks
 */
public record TrunkTarget(
    String connectorId,
    String region,
    String routeName,
    String host,
    int port,
    RouteProtocol transport,
    Encryption encryption,
    String user,
    String domain,
    Optional<TrunkCredentials> credentials) {
  public TrunkTarget {
    Objects.requireNonNull(connectorId, "connectorId");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(routeName, "routeName");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(encryption, "encryption");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(credentials, "credentials");
    if (encryption.needsTls() && transport != RouteProtocol.TLS) {
      throw new IllegalArgumentException(routeName + " is not encrypted");
    }
  }
}
