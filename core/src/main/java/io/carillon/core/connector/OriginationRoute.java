package io.carillon.core.connector;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One way to the customer's PBX.
 *
 * @param host numeric address (IPv6 without brackets) or DNS name
 * @param port 1-65535, or 0: found by DNS (RFC 3263), else the protocol's own
 * @param protocol how the host is spoken to
 * @param priority 1-100; routes with the smallest are tried first
 * @param weight 1-100; the share among routes of the same priority
 */
public record OriginationRoute(
    String host, int port, RouteProtocol protocol, int priority, int weight) {
  private static final int MOST = 100;
  private static final String ALLOWED =
      "HOST[:PORT]/udp|tcp|tls[,priority=1-100][,weight=1-100], IPv6 addresses in brackets";
  private static final int LONGEST = 400;
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
              + "(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");
  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  public OriginationRoute {
    Rules.check(hostAllowed(host), "route host", host, "an IP address or a DNS name");
    Rules.between("route port", port, 0, 65_535);
    Objects.requireNonNull(protocol, "protocol");
    Rules.between("route priority", priority, 1, MOST);
    Rules.between("route weight", weight, 1, MOST);
  }

  private static boolean hostAllowed(String host) {
    return DIGITS_AND_DOTS.matcher(host).matches() || host.indexOf(':') >= 0
        ? NumericAddress.parse(host).isPresent()
        : NAME.matcher(host).matches();
  }

  /**
   * Reads {@code pbx.example.com:5060/udp,priority=1,weight=10}; priority and weight are 1 when
   * left out, the port is found by DNS when left out.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static OriginationRoute parse(String text) {
    Rules.check(text.length() <= LONGEST, "route", text, ALLOWED);
    String[] parts = text.split(",", -1);
    int slash = parts[0].indexOf('/');
    Rules.check(slash > 0, "route", text, ALLOWED);
    RouteProtocol protocol = RouteProtocol.parse(parts[0].substring(slash + 1));
    int priority = 1;
    int weight = 1;
    Set<String> given = new HashSet<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String key = equals < 0 ? parts[i] : parts[i].substring(0, equals);
      Rules.check(given.add(key), "route", text, ALLOWED);
      int value = number(text, parts[i].substring(equals + 1));
      switch (key) {
        case "priority" -> priority = value;
        case "weight" -> weight = value;
        default -> Rules.check(false, "route", text, ALLOWED);
      }
    }
    String hostPort = parts[0].substring(0, slash);
    if (hostPort.startsWith("[")) {
      int end = hostPort.indexOf(']');
      Rules.check(end > 0 && hostPort.indexOf(':') < end, "route", text, ALLOWED);
      String rest = hostPort.substring(end + 1);
      Rules.check(rest.isEmpty() || rest.startsWith(":"), "route", text, ALLOWED);
      int port = rest.isEmpty() ? 0 : port(text, rest.substring(1));
      String host = hostPort.substring(1, end);
      Rules.check(host.indexOf(':') >= 0, "route", text, ALLOWED);
      return new OriginationRoute(host, port, protocol, priority, weight);
    }
    int colon = hostPort.indexOf(':');
    if (colon < 0) {
      return new OriginationRoute(hostPort, 0, protocol, priority, weight);
    }
    // A second colon lands in the port and is refused there: IPv6 wants brackets.
    int port = port(text, hostPort.substring(colon + 1));
    return new OriginationRoute(hostPort.substring(0, colon), port, protocol, priority, weight);
  }

  private static int port(String text, String port) {
    int value = number(text, port);
    Rules.check(value > 0, "route", text, "a port from 1 to 65535, or none");
    return value;
  }

  private static int number(String text, String number) {
    Rules.check(NUMBER.matcher(number).matches(), "route", text, ALLOWED);
    return Integer.parseInt(number);
  }

  /** Whether both lead to the same place, whatever their priority and weight. */
  boolean sameTarget(OriginationRoute other) {
    return host.equalsIgnoreCase(other.host) && port == other.port && protocol == other.protocol;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return HostPort.text(host, port)
        + "/"
        + protocol
        + ",priority="
        + priority
        + ",weight="
        + weight;
  }
}
