package io.carillon.sip.dns;

import static io.carillon.sip.dns.LocatorRig.sip;
import static io.carillon.sip.dns.RecordType.A;
import static io.carillon.sip.dns.RecordType.NAPTR;
import static io.carillon.sip.dns.RecordType.SRV;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transport.SipTransport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that do not answer, say nonsense or lie. */
class HostileDnsTest {
  private static final LocatorSettings IPV4 =
      LocatorRig.with(AddressFamilies.IPV4, SipTransport.UDP);
  private static final SipTarget HOST = SipTarget.of("a.test", 5060, null);
  private static final String THERE = "udp:192.0.2.1:5060";

  private final TestDns dns = new TestDns().zone("a.test", A, TestDns.a("a.test", "192.0.2.1"));
  private final LocatorRig rig = new LocatorRig(IPV4, CacheSettings.defaults(), dns);

  private static LocatorRig impatient(TestDns... servers) {
    return new LocatorRig(Duration.ofSeconds(1), IPV4, CacheSettings.defaults(), servers);
  }

  @AfterEach
  void close() {
    rig.close();
    dns.close();
  }

  @Test
  void anAnswerThatDoesNotFitIsFetchedOverTcp() {
    TestDns.Rr[] many =
        IntStream.range(0, 40)
            .mapToObj(i -> TestDns.srv("_sip._udp.a.test", i, 0, 5060 + i, "s.x"))
            .toArray(TestDns.Rr[]::new);
    dns.zone("_sip._udp.a.test", SRV, many).zone("s.x", A, TestDns.a("s.x", "192.0.2.1"));
    dns.overUdp =
        query ->
            List.of(
                (query.question().type() == SRV ? dns.reply(query).cut() : dns.reply(query))
                    .bytes());

    List<String> hops = rig.hops(sip("a.test"));

    assertThat(dns.askedOverTcp).containsExactly(new Question("_sip._udp.a.test", SRV));
    assertThat(hops).hasSize(16).startsWith("udp:192.0.2.1:5060", "udp:192.0.2.1:5061");
  }

  @Test
  void aServerThatIsSilentCostsOneTimeoutAndThenIsAskedLast() {
    try (TestDns silent = new TestDns();
        LocatorRig both = impatient(silent, dns)) {
      silent.overUdp = query -> List.of();
      dns.zone("b.test", A, TestDns.a("b.test", "192.0.2.2"));

      assertThat(both.hops(HOST)).containsExactly(THERE);
      assertThat(both.hops(SipTarget.of("b.test", 5060, null)))
          .containsExactly("udp:192.0.2.2:5060");

      assertThat(silent.asked).hasSize(1);
    }
  }

  @Test
  void aServerThatFailsIsFollowedByTheNext() {
    try (TestDns broken = new TestDns();
        LocatorRig both = new LocatorRig(IPV4, CacheSettings.defaults(), broken, dns)) {
      broken.overUdp = query -> List.of(broken.reply(query).saying(TestDns.SERVFAIL).bytes());

      assertThat(both.hops(HOST)).containsExactly(THERE);
    }
  }

  @Test
  void whenNobodyAnswersTheSearchEndsAndIsTemporary() {
    dns.overUdp = query -> List.of();
    try (LocatorRig impatient = impatient(dns)) {
      assertThat(impatient.locate(HOST))
          .isInstanceOfSatisfying(
              Location.NotLocated.class,
              not -> {
                assertThat(not.reason()).isEqualTo(Location.Reason.TIMEOUT);
                assertThat(not.reason().isTemporary()).isTrue();
                assertThat(not.text()).contains("a.test");
              });
    }
  }

  @Test
  void aServerThatDoesNotKnowNaptrIsAsGoodAsOneThatHasNone() {
    dns.overUdp =
        query ->
            List.of(
                (query.question().type() == NAPTR
                        ? dns.reply(query).saying(TestDns.SERVFAIL)
                        : dns.reply(query))
                    .bytes());

    assertThat(rig.hops(sip("a.test"))).containsExactly(THERE);
  }

  @Test
  void aFailureOfSrvIsNotTakenForItsAbsence() {
    dns.overUdp =
        query ->
            List.of(
                (query.question().type() == SRV
                        ? dns.reply(query).saying(TestDns.SERVFAIL)
                        : dns.reply(query))
                    .bytes());

    assertThat(rig.hops(sip("a.test"))).containsExactly("DNS_FAILURE");
  }

  @Test
  void wrongIdsAndAnswersToOtherQuestionsAreNotHeard() {
    TestDns.Rr lie = TestDns.a("a.test", "203.0.113.66");
    Question other = new Question("other.test", A);
    dns.overUdp =
        query -> {
          TestDns.Reply good = dns.reply(query);
          return List.of(
              good.withAnswer(lie).withId(query.id() ^ 1).bytes(),
              good.withAnswer(lie).to(other).bytes(),
              good.bytes());
        };

    assertThat(rig.hops(HOST)).containsExactly(THERE);
  }

  @Test
  void recordsThatWereNotAskedForAreLeftOut() {
    dns.overUdp =
        query ->
            List.of(
                dns.reply(query)
                    .withAnswer(
                        TestDns.a("bank.test", "203.0.113.66"),
                        TestDns.a("a.test", "0.0.0.0"),
                        TestDns.a("a.test", "224.0.0.1"),
                        TestDns.a("a.test", "192.0.2.1"))
                    .bytes());

    assertThat(rig.hops(HOST)).containsExactly(THERE);
    int before = dns.asked.size();
    rig.hops(SipTarget.of("bank.test", 5060, null));
    assertThat(dns.asked).hasSizeGreaterThan(before);
  }

  @Test
  void aliasesAreFollowedInsideAndBeyondAnAnswer() {
    dns.zone(
            "in.test",
            A,
            TestDns.cname("in.test", "mid.test"),
            TestDns.cname("mid.test", "end.test"),
            TestDns.a("end.test", "192.0.2.1"))
        .zone("out.test", A, TestDns.cname("out.test", "a.test"));

    assertThat(rig.hops(SipTarget.of("in.test", 5060, null))).containsExactly(THERE);
    assertThat(rig.hops(SipTarget.of("out.test", 5060, null))).containsExactly(THERE);
  }

  @Test
  void aliasesThatGoRoundEnd() {
    dns.zone(
            "in.test",
            A,
            TestDns.cname("in.test", "mid.test"),
            TestDns.cname("mid.test", "in.test"))
        .zone("one.test", A, TestDns.cname("one.test", "two.test"))
        .zone("two.test", A, TestDns.cname("two.test", "one.test"));
    dns.overUdp =
        query -> {
          String name = query.question().name();
          boolean endless = name.endsWith("endless.test");
          return List.of(
              (endless
                      ? dns.reply(query).withAnswer(TestDns.cname(name, "x" + name))
                      : dns.reply(query))
                  .bytes());
        };

    for (String name : List.of("in.test", "one.test", "endless.test")) {
      assertThat(rig.hops(SipTarget.of(name, 5060, null))).as(name).containsExactly("DNS_FAILURE");
    }
    assertThat(dns.asked).hasSizeLessThan(20);
  }

  @Test
  void hugeRecordSetsAreCutOff() {
    TestDns.Rr[] hosts =
        IntStream.range(0, 2000)
            .mapToObj(i -> TestDns.a("big.test", "10.0." + i / 250 + "." + (1 + i % 250)))
            .toArray(TestDns.Rr[]::new);
    TestDns.Rr[] services =
        IntStream.range(0, 1000)
            .mapToObj(i -> TestDns.srv("_sip._udp.big.test", i, 0, 5060, "h" + i + ".x"))
            .toArray(TestDns.Rr[]::new);
    dns.zone("big.test", A, hosts).zone("_sip._udp.big.test", SRV, services);
    dns.overUdp =
        query -> {
          byte[] whole = dns.reply(query).bytes();
          return List.of(whole.length > 1232 ? dns.reply(query).cut().bytes() : whole);
        };

    assertThat(rig.hops(SipTarget.of("big.test", 5060, null))).hasSize(16);
    int before = dns.asked.size();
    assertThat(rig.hops(sip("big.test"))).containsExactly("NO_ADDRESS");
    assertThat(dns.asked.size() - before).isLessThanOrEqualTo(2 + 16);
  }

  @Test
  void aNameThatPointsAtItselfOrAnAnswerCutAnywhereIsNoAnswer() {
    byte[] loop = {(byte) 0xc0, 12};
    dns.overUdp =
        query -> {
          byte[] whole = dns.reply(query).bytes();
          byte[] pointing = Arrays.copyOf(whole, whole.length);
          System.arraycopy(loop, 0, pointing, 12, 2);
          return Stream.concat(
                  Stream.of(pointing),
                  IntStream.range(0, 30).mapToObj(length -> Arrays.copyOf(whole, length)))
              .toList();
        };

    try (LocatorRig impatient = impatient(dns)) {
      assertThat(impatient.hops(HOST)).isSubsetOf("TIMEOUT", "DNS_FAILURE", "NO_ADDRESS");

      dns.overUdp = query -> List.of(dns.reply(query).bytes());
      impatient.pass(Duration.ofMinutes(2));
      assertThat(impatient.hops(HOST)).containsExactly(THERE);
    }
  }

  @Test
  void searchesBeyondTheLimitAreRefusedAtOnce() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    dns.overUdp =
        query -> {
          await(go);
          return List.of(dns.reply(query).bytes());
        };
    LocatorSettings one =
        new LocatorSettings(
            List.of(SipTransport.UDP), AddressFamilies.IPV4, 4, Duration.ofSeconds(8), 1);
    try (LocatorRig narrow = new LocatorRig(one, CacheSettings.defaults(), dns)) {
      CompletableFuture<Location> first = narrow.locator.locate(HOST).toCompletableFuture();
      Location second = narrow.locator.locate(HOST).toCompletableFuture().get(5, TimeUnit.SECONDS);
      go.countDown();

      assertThat(second)
          .isInstanceOfSatisfying(
              Location.NotLocated.class,
              not -> assertThat(not.reason()).isEqualTo(Location.Reason.BUSY));
      first.get(5, TimeUnit.SECONDS);
      assertThat(narrow.locate(HOST)).isNotNull();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
