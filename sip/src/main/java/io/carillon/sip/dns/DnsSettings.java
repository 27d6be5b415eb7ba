package io.carillon.sip.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Whom to ask, and how patiently.
 *
 * @param servers in the order they are asked; empty: those of /etc/resolv.conf
 * @param timeout of one question to one server
 * @param tries how often the list of servers is gone through
 * @param recordsPerAnswer no more are read of one answer
 */
public record DnsSettings(
    List<InetSocketAddress> servers,
    Duration timeout,
    int tries,
    int recordsPerAnswer,
    CacheSettings cache) {

  public DnsSettings {
    servers = List.copyOf(servers);
    if (tries < 1 || recordsPerAnswer < 1 || !timeout.isPositive()) {
      throw new IllegalArgumentException("dns: tries, recordsPerAnswer and timeout are positive");
    }
  }

  public static DnsSettings defaults() {
    return new DnsSettings(List.of(), Duration.ofSeconds(2), 2, 64, CacheSettings.defaults());
  }
}
