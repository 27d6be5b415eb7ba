package io.carillon.sip.dns;

import java.net.InetAddress;

/** What a record says. Names are those of {@link DnsName}. */
sealed interface ResourceRecord {

  /** A or AAAA. */
  record Host(InetAddress address) implements ResourceRecord {}

  /**
   * RFC 2782.
   *
   * @param target empty when the service is decidedly not there (".")
   */
  record Srv(int priority, int weight, int port, String target) implements ResourceRecord {}

  /**
   * RFC 3403 4.1.
   *
   * @param flags, service in lower case
   * @param rewrites it has a regular expression, which RFC 3263 does not use
   * @param replacement empty for none
   */
  record Naptr(
      int order, int preference, String flags, String service, boolean rewrites, String replacement)
      implements ResourceRecord {}
}
