package io.carillon.sip.dns;

import io.carillon.sip.dns.Location.NotLocated;
import io.carillon.sip.dns.Location.Reason;
import io.carillon.sip.dns.NaptrChoice.Service;
import io.carillon.sip.transport.SipTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * From a target to names of servers, their ports and transports (RFC 3263 4.1 and 4.2). Owned by
 * the virtual thread of one search.
 */
final class Search {
  private final SipTarget target;
  private final LocatorSettings settings;
  private final HostsFile hosts;
  private final Lookup lookup;
  private final RandomGenerator random;
  private final Deadline deadline;

  Search(
      SipTarget target,
      LocatorSettings settings,
      HostsFile hosts,
      Lookup lookup,
      RandomGenerator random,
      Deadline deadline) {
    this.target = target;
    this.settings = settings;
    this.hosts = hosts;
    this.lookup = lookup;
    this.random = random;
    this.deadline = deadline;
  }

  /** A server whose addresses are looked up next. */
  record Server(String host, int port, SipTransport transport) {}

  /** What a step came to. */
  sealed interface Step {
    /** In the order to try them, at least one. */
    record Servers(List<Server> servers) implements Step {}

    /** No records: the next rule applies. */
    record Nothing() implements Step {}

    /** The search ends here. */
    record Stop(NotLocated why) implements Step {}
  }

  private static final Step NOTHING = new Step.Nothing();

  /** The servers, or why there are none. Never {@link Step.Nothing}. */
  Step servers() {
    Optional<String> name = DnsName.of(target.searched()).filter(n -> !n.isEmpty());
    SipTransport transport = transportWithoutDns();
    if (name.isEmpty()) {
      return stop(Reason.BAD_NAME, "is no name of a host");
    }
    if (!isUsable(transport)) {
      return stop(Reason.UNSUPPORTED_TRANSPORT, "over " + transport.token());
    }
    Server itself = new Server(name.get(), portOr(transport.defaultPort()), transport);
    if (target.port() > 0 || hosts.knows(name.get())) {
      return new Step.Servers(List.of(itself));
    }
    Step found =
        target.transport() == null
            ? byTheirChoice(name.get())
            : services(new Service(serviceName(transport, name.get()), transport));
    return found instanceof Step.Nothing ? new Step.Servers(List.of(itself)) : found;
  }

  Deadline deadline() {
    return deadline;
  }

  /** The transport where neither NAPTR nor SRV records decide it (RFC 3263 4.1). */
  SipTransport transportWithoutDns() {
    if (target.transport() != null) {
      return target.transport();
    }
    if (target.secure()) {
      return SipTransport.TLS;
    }
    return isUsable(SipTransport.UDP) ? SipTransport.UDP : settings.transports().getFirst();
  }

  /** We have it, and it is as secure as the URI asks. */
  boolean isUsable(SipTransport transport) {
    return settings.transports().contains(transport) && (!target.secure() || transport.isSecure());
  }

  int portOr(int port) {
    return target.port() > 0 ? target.port() : port;
  }

  private Step byTheirChoice(String name) {
    // A server that cannot answer for NAPTR is one that has none: old ones know no such type.
    if (lookup.ask(new Question(name, RecordType.NAPTR), deadline)
        instanceof DnsAnswer.Found found) {
      List<ResourceRecord.Naptr> records = only(ResourceRecord.Naptr.class, found);
      for (List<Service> equals : NaptrChoice.of(records, this::isUsable)) {
        Step step = all(equals);
        if (!(step instanceof Step.Nothing)) {
          return step;
        }
      }
    }
    return byOurChoice(name);
  }

  /** The servers of all services, one behind the other. */
  private Step all(List<Service> services) {
    List<Server> servers = new ArrayList<>();
    Step failed = NOTHING;
    for (Service service : services) {
      switch (services(service)) {
        case Step.Servers found -> servers.addAll(found.servers());
        case Step.Stop stop -> failed = stop;
        case Step.Nothing nothing -> {}
      }
    }
    return servers.isEmpty() ? failed : new Step.Servers(servers);
  }

  /** The first of our transports for which there are SRV records. */
  private Step byOurChoice(String name) {
    Step failed = NOTHING;
    for (SipTransport transport : settings.transports()) {
      if (!isUsable(transport)) {
        continue;
      }
      switch (services(new Service(serviceName(transport, name), transport))) {
        case Step.Servers found -> {
          return found;
        }
        case Step.Stop stop -> failed = stop;
        case Step.Nothing nothing -> {}
      }
    }
    return failed;
  }

  private Step services(Service service) {
    Optional<String> name = DnsName.of(service.name());
    if (name.isEmpty()) {
      return NOTHING; // the domain is too long to have services below it
    }
    return switch (lookup.ask(new Question(name.get(), RecordType.SRV), deadline)) {
      case DnsAnswer.Missing missing -> NOTHING;
      case DnsAnswer.Failed failed ->
          stop(failed.timeout() ? Reason.TIMEOUT : Reason.DNS_FAILURE, failed.why());
      case DnsAnswer.Found found -> {
        List<Server> servers =
            SrvOrder.of(only(ResourceRecord.Srv.class, found), random).stream()
                .filter(srv -> !srv.target().isEmpty())
                .map(srv -> new Server(srv.target(), srv.port(), service.transport()))
                .toList();
        yield servers.isEmpty()
            ? stop(Reason.NO_SERVICE, "has no " + name.get())
            : new Step.Servers(servers);
      }
    };
  }

  private static String serviceName(SipTransport transport, String domain) {
    return switch (transport) {
          case UDP -> "_sip._udp.";
          case TCP -> "_sip._tcp.";
          case TLS -> "_sips._tcp.";
        }
        + domain;
  }

  private static <T extends ResourceRecord> List<T> only(Class<T> type, DnsAnswer.Found found) {
    return found.records().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private Step stop(Reason reason, String text) {
    return new Step.Stop(new NotLocated(reason, target.describe() + " " + text));
  }
}
