package io.carillon.sip.dns;

import io.carillon.sip.dns.Location.Located;
import io.carillon.sip.dns.Location.NotLocated;
import io.carillon.sip.dns.Location.Reason;
import io.carillon.sip.transport.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.sip.address.SipURI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the servers that requests to a SIP URI go to (RFC 3263). Each search runs on a virtual
 * thread of its own; numeric hosts need none.
 *
 * <p>Thread-safe; never blocks its caller.
 *
 * <pre>{@code
 * locator.locate(uri).thenAccept(location -> {
 *   switch (location) {
 *     case Location.Located(var hops) -> strand.execute(() -> start(new RouteFailover(hops, failed)));
 *     case Location.NotLocated(var reason, var text) -> strand.execute(() -> give(reason, text));
 *   }
 * });
 * }</pre>
 */
public final class ServerLocator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLocator.class);

  private final LocatorSettings settings;
  private final DnsExchange exchange;
  private final Lookup lookup;
  private final HostsFile hosts = HostsFile.system();
  private final AddressSearch addresses;
  private final DnsMetrics metrics;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final Semaphore free;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("dns-", 0).factory());

  /**
   * @param random secure and thread-safe
   * @param nanoTime monotonic time in ns
   */
  public ServerLocator(
      DnsSettings dns,
      LocatorSettings settings,
      DnsMetrics metrics,
      RandomGenerator random,
      LongSupplier nanoTime) {
    List<InetSocketAddress> servers =
        dns.servers().isEmpty() ? ResolvConf.servers(ResolvConf.SYSTEM) : dns.servers();
    this.settings = Objects.requireNonNull(settings, "settings");
    this.metrics = Objects.requireNonNull(metrics, "metrics");
    this.random = Objects.requireNonNull(random, "random");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    free = new Semaphore(settings.concurrent());
    exchange = new DnsExchange(dns, servers);
    DnsCache cache = new DnsCache(dns.cache(), nanoTime);
    lookup = new DnsClient(servers, dns.tries(), exchange, cache, metrics);
    addresses = new AddressSearch(settings, hosts, lookup, random, threads);
  }

  /** As {@link #locate(SipTarget)}. */
  public CompletionStage<Location> locate(SipURI uri) {
    return SipTarget.of(uri)
        .map(this::locate)
        .orElseGet(
            () ->
                done(
                    new NotLocated(Reason.UNSUPPORTED_TRANSPORT, "a transport that is not known")));
  }

  /**
   * Where requests to that target go; completes with {@link NotLocated} rather than with an
   * exception, on a thread that must not be held up.
   */
  public CompletionStage<Location> locate(SipTarget target) {
    Search search =
        new Search(
            target, settings, hosts, lookup, random, Deadline.in(settings.deadline(), nanoTime));
    Optional<InetAddress> numeric = NumericHost.parse(target.searched());
    if (numeric.isPresent()) {
      return done(numericHop(target, numeric.get(), search));
    }
    if (!free.tryAcquire()) {
      return done(new NotLocated(Reason.BUSY, target.describe() + ": too many searches"));
    }
    CompletableFuture<Location> found = new CompletableFuture<>();
    try {
      threads.execute(() -> found.complete(released(target, search)));
    } catch (RejectedExecutionException e) {
      free.release();
      return done(new NotLocated(Reason.BUSY, target.describe() + ": shut down"));
    }
    return found;
  }

  private Location released(SipTarget target, Search search) {
    try {
      return counted(run(target, search));
    } catch (RuntimeException e) {
      LOG.error("The search for {} broke off", target.describe(), e);
      return counted(new NotLocated(Reason.DNS_FAILURE, target.describe() + ": broke off"));
    } finally {
      free.release();
    }
  }

  private Location run(SipTarget target, Search search) {
    return switch (search.servers()) {
      case Search.Step.Servers found -> addresses.hops(target, found.servers(), search.deadline());
      case Search.Step.Stop stop -> stop.why();
      case Search.Step.Nothing nothing ->
          new NotLocated(Reason.NO_ADDRESS, target.describe() + " leads nowhere");
    };
  }

  private Location numericHop(SipTarget target, InetAddress address, Search search) {
    SipTransport transport = search.transportWithoutDns();
    if (!search.isUsable(transport)) {
      return new NotLocated(
          Reason.UNSUPPORTED_TRANSPORT, target.describe() + " over " + transport.token());
    }
    if (!NumericHost.isHost(address) || !settings.families().includes(address)) {
      return new NotLocated(Reason.NO_ADDRESS, target.describe() + " cannot be reached from here");
    }
    int port = search.portOr(transport.defaultPort());
    return new Located(List.of(AddressSearch.hop(target, address, port, transport)));
  }

  private CompletionStage<Location> done(Location location) {
    return CompletableFuture.completedFuture(counted(location));
  }

  private Location counted(Location location) {
    metrics.searched(location);
    return location;
  }

  /** Searches under way fail; never blocks for long. */
  @Override
  public void close() {
    threads.shutdownNow();
    exchange.close();
  }
}
