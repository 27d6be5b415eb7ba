package io.carillon.sip.dns;

import io.netty.resolver.HostsFileEntriesProvider;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/** Names the system knows by itself (hosts(5)); read once. Immutable. */
final class HostsFile {
  private final Map<String, List<InetAddress>> ipv4;
  private final Map<String, List<InetAddress>> ipv6;

  private HostsFile(HostsFileEntriesProvider entries) {
    ipv4 = entries.ipv4Entries();
    ipv6 = entries.ipv6Entries();
  }

  /** The system's file; nothing when it cannot be read. */
  static HostsFile system() {
    return new HostsFile(HostsFileEntriesProvider.parser().parseSilently());
  }

  /** True when the file and not the DNS says where that is. */
  boolean knows(String name) {
    return ipv4.containsKey(name) || ipv6.containsKey(name);
  }

  List<InetAddress> addresses(Question question) {
    return switch (question.type()) {
      case A -> ipv4.getOrDefault(question.name(), List.of());
      case AAAA -> ipv6.getOrDefault(question.name(), List.of());
      case SRV, NAPTR -> List.of();
    };
  }
}
