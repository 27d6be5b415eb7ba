package io.carillon.sip.dns;

import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A locator that asks test servers, on a clock that the test moves. */
final class LocatorRig implements AutoCloseable {
  final AtomicLong now = new AtomicLong();
  final ServerLocator locator;

  LocatorRig(TestDns... servers) {
    this(LocatorSettings.defaults(), CacheSettings.defaults(), servers);
  }

  LocatorRig(LocatorSettings settings, CacheSettings cache, TestDns... servers) {
    this(Duration.ofSeconds(5), settings, cache, servers);
  }

  /**
   * @param timeout of a question; long, for slow machines, unless a server is silent
   */
  LocatorRig(Duration timeout, LocatorSettings settings, CacheSettings cache, TestDns... servers) {
    List<InetSocketAddress> addresses = Arrays.stream(servers).map(TestDns::address).toList();
    locator =
        new ServerLocator(
            new DnsSettings(addresses, timeout, 1, 64, cache),
            settings,
            new DnsMetrics(new SimpleMeterRegistry()),
            new Random(7),
            now::get);
  }

  static LocatorSettings with(AddressFamilies families, SipTransport... transports) {
    return new LocatorSettings(List.of(transports), families, 16, Duration.ofSeconds(8), 100);
  }

  void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  Location locate(SipTarget target) {
    return get(target);
  }

  private Location get(SipTarget target) {
    try {
      return locator.locate(target).toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** As {@code udp:192.0.2.1:5060}, or the reason in the place of hops. */
  List<String> hops(SipTarget target) {
    return switch (get(target)) {
      case Location.Located located -> located.hops().stream().map(SipHop::toString).toList();
      case Location.NotLocated not -> List.of(not.reason().name());
    };
  }

  static SipTarget sip(String host) {
    return SipTarget.of(host, 0, null);
  }

  static SipTarget sips(String host) {
    return new SipTarget(host, null, 0, null, true);
  }

  @Override
  public void close() {
    locator.close();
  }
}
