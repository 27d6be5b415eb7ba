package io.carillon.sip.dns;

import static io.carillon.sip.dns.RecordType.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transport.SipTransport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachingTest {
  private static final SipTarget HOST = SipTarget.of("a.test", 5060, null);
  private static final String THERE = "udp:192.0.2.1:5060";

  private final TestDns dns = new TestDns().zone("a.test", A, TestDns.a("a.test", "192.0.2.1"));
  private final LocatorRig rig =
      new LocatorRig(
          Duration.ofSeconds(1),
          LocatorRig.with(AddressFamilies.IPV4, SipTransport.UDP),
          CacheSettings.defaults(),
          dns);

  @AfterEach
  void close() {
    rig.close();
    dns.close();
  }

  @Test
  void anAnswerServesForItsTimeToLive() {
    rig.hops(HOST);
    rig.pass(Duration.ofSeconds(59));
    rig.hops(HOST);
    assertThat(dns.asked).hasSize(1);

    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.hops(HOST)).containsExactly(THERE);
    assertThat(dns.asked).hasSize(2);
  }

  @Test
  void thatThereIsNoneServesAsLongAsTheZoneSays() {
    dns.overUdp = query -> List.of(dns.reply(query).withAuthority(TestDns.soa("test", 20)).bytes());
    SipTarget nobody = SipTarget.of("nobody.test", 5060, null);

    assertThat(rig.hops(nobody)).containsExactly("NO_ADDRESS");
    rig.pass(Duration.ofSeconds(19));
    rig.hops(nobody);
    assertThat(dns.asked).hasSize(1);

    rig.pass(Duration.ofSeconds(1));
    rig.hops(nobody);
    assertThat(dns.asked).hasSize(2);
  }

  @Test
  void anOldAnswerServesWhileTheDnsIsDownAndTheDnsIsNotAskedForEachCall() {
    rig.hops(HOST);
    rig.pass(Duration.ofMinutes(10));
    dns.overUdp = query -> List.of();

    assertThat(rig.hops(HOST)).containsExactly(THERE);
    assertThat(rig.hops(HOST)).containsExactly(THERE);
    assertThat(dns.asked).hasSize(2);

    rig.pass(Duration.ofHours(1));
    assertThat(rig.hops(HOST)).containsExactly("TIMEOUT");
  }

  @Test
  void manyCallsAtOnceAskOnce() {
    List<CompletableFuture<Location>> calls =
        IntStream.range(0, 50)
            .mapToObj(i -> rig.locator.locate(HOST).toCompletableFuture())
            .toList();

    assertThat(calls).allSatisfy(c -> assertThat(c.join()).isInstanceOf(Location.Located.class));
    assertThat(dns.asked).hasSize(1);
  }

  @Test
  void theTableIsBounded() throws Exception {
    AtomicLong now = new AtomicLong();
    DnsCache cache =
        new DnsCache(
            new CacheSettings(
                10, Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO, Duration.ZERO),
            now::get);
    DnsAnswer answer =
        new DnsAnswer.Found(
            List.of(new ResourceRecord.Host(InetAddress.getByName("192.0.2.1"))), Long.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      cache.put(new Question("h" + i, A), answer);
    }

    assertThat(cache.size()).isEqualTo(10);
    assertThat(cache.get(new Question("h99", A))).contains(answer);
    assertThat(cache.get(new Question("h0", A))).isEmpty();
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(cache.get(new Question("h99", A))).as("no longer than the setting").isEmpty();
  }
}
