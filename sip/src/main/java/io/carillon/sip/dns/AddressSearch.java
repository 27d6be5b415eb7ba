package io.carillon.sip.dns;

import io.carillon.sip.dns.Location.Located;
import io.carillon.sip.dns.Location.NotLocated;
import io.carillon.sip.dns.Location.Reason;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** From servers to hops: all their addresses are looked up at the same time. Thread-safe. */
final class AddressSearch {
  private final LocatorSettings settings;
  private final HostsFile hosts;
  private final Lookup lookup;
  private final RandomGenerator random;
  private final Executor threads;

  /**
   * @param threads may be blocked
   */
  AddressSearch(
      LocatorSettings settings,
      HostsFile hosts,
      Lookup lookup,
      RandomGenerator random,
      Executor threads) {
    this.settings = settings;
    this.hosts = hosts;
    this.lookup = lookup;
    this.random = random;
    this.threads = threads;
  }

  /** Hops to the servers in their order. */
  Location hops(SipTarget target, List<Search.Server> servers, Deadline deadline) {
    List<Search.Server> tried = servers.stream().limit(settings.candidates()).toList();
    Map<Question, CompletableFuture<DnsAnswer>> asked = new LinkedHashMap<>();
    for (Search.Server server : tried) {
      for (RecordType type : settings.families().types()) {
        asked.computeIfAbsent(
            new Question(server.host(), type),
            q -> CompletableFuture.supplyAsync(() -> ask(q, deadline), threads));
      }
    }
    SequencedSet<SipHop> hops = new LinkedHashSet<>();
    for (Search.Server server : tried) {
      List<List<InetAddress>> found = new ArrayList<>();
      for (RecordType type : settings.families().types()) {
        found.add(addresses(asked.get(new Question(server.host(), type)).join()));
      }
      for (InetAddress address : AddressFamilies.interleave(found)) {
        hops.add(hop(target, address, server.port(), server.transport()));
      }
    }
    return hops.isEmpty()
        ? nowhere(target, asked.values().stream().map(CompletableFuture::join).toList())
        : new Located(hops.stream().limit(settings.candidates()).toList());
  }

  static SipHop hop(SipTarget target, InetAddress address, int port, SipTransport transport) {
    return new SipHop(
        new InetSocketAddress(address, port),
        transport,
        transport.isSecure() ? target.expectedName() : null);
  }

  private DnsAnswer ask(Question question, Deadline deadline) {
    if (!hosts.knows(question.name())) {
      return lookup.ask(question, deadline);
    }
    List<ResourceRecord> known =
        hosts.addresses(question).stream().<ResourceRecord>map(ResourceRecord.Host::new).toList();
    return known.isEmpty() ? new DnsAnswer.Missing(false, 0) : new DnsAnswer.Found(known, 0);
  }

  /** In random order: of equal addresses the first would get all calls while the answer holds. */
  private List<InetAddress> addresses(DnsAnswer answer) {
    List<InetAddress> addresses = new ArrayList<>();
    if (answer instanceof DnsAnswer.Found found) {
      for (ResourceRecord record : found.records()) {
        if (record instanceof ResourceRecord.Host host) {
          addresses.add(host.address());
        }
      }
    }
    Collections.shuffle(addresses, random);
    return addresses;
  }

  private static NotLocated nowhere(SipTarget target, List<DnsAnswer> answers) {
    for (DnsAnswer answer : answers) {
      if (answer instanceof DnsAnswer.Failed failed) {
        return new NotLocated(
            failed.timeout() ? Reason.TIMEOUT : Reason.DNS_FAILURE,
            target.describe() + ": " + failed.why());
      }
    }
    return new NotLocated(Reason.NO_ADDRESS, target.describe() + " has no address");
  }
}
