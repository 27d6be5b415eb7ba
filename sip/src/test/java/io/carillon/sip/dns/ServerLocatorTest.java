package io.carillon.sip.dns;

import static io.carillon.sip.dns.LocatorRig.sip;
import static io.carillon.sip.dns.LocatorRig.sips;
import static io.carillon.sip.dns.RecordType.A;
import static io.carillon.sip.dns.RecordType.AAAA;
import static io.carillon.sip.dns.RecordType.NAPTR;
import static io.carillon.sip.dns.RecordType.SRV;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.dialog.Messages;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import java.util.List;
import javax.sip.address.SipURI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of RFC 3263 4.1 and 4.2, against a DNS server on this machine. */
class ServerLocatorTest {
  private final TestDns dns = new TestDns();
  private final LocatorRig rig =
      new LocatorRig(
          LocatorRig.with(
              AddressFamilies.IPV6_AND_IPV4, SipTransport.UDP, SipTransport.TCP, SipTransport.TLS),
          CacheSettings.defaults(),
          dns);

  @AfterEach
  void close() {
    rig.close();
    dns.close();
  }

  /** The example of RFC 3263 4.1, with one server. */
  private void exampleDotCom() {
    dns.zone(
            "example.com",
            NAPTR,
            TestDns.naptr("example.com", 100, 50, "SIP+D2U", "_sip._udp.example.com"),
            TestDns.naptr("example.com", 50, 50, "SIPS+D2T", "_sips._tcp.example.com"),
            TestDns.naptr("example.com", 90, 50, "SIP+D2T", "_sip._tcp.example.com"))
        .zone("_sip._udp.example.com", SRV, TestDns.srv("_sip._udp.example.com", 0, 1, 5060, "s.x"))
        .zone("_sip._tcp.example.com", SRV, TestDns.srv("_sip._tcp.example.com", 0, 1, 5070, "s.x"))
        .zone(
            "_sips._tcp.example.com", SRV, TestDns.srv("_sips._tcp.example.com", 0, 1, 5061, "s.x"))
        .zone("s.x", A, TestDns.a("s.x", "192.0.2.1"));
  }

  @Test
  void theDomainsNaptrRecordsChooseTheTransport() {
    exampleDotCom();

    assertThat(rig.hops(sip("example.com"))).containsExactly("tls:192.0.2.1:5061");
    assertThat(dns.asked)
        .startsWith(new Question("example.com", NAPTR), new Question("_sips._tcp.example.com", SRV))
        .doesNotContain(new Question("_sip._udp.example.com", SRV));
  }

  @Test
  void naptrRecordsOfTransportsWeLackArePassedOver() {
    exampleDotCom();
    try (LocatorRig noTls =
        new LocatorRig(
            LocatorRig.with(AddressFamilies.IPV4, SipTransport.UDP, SipTransport.TCP),
            CacheSettings.defaults(),
            dns)) {
      assertThat(noTls.hops(sip("example.com"))).containsExactly("tcp:192.0.2.1:5070");
      assertThat(noTls.hops(sips("example.com"))).containsExactly("UNSUPPORTED_TRANSPORT");
    }
  }

  @Test
  void aSipsUriNeverLeadsToAnythingButTls() {
    dns.zone("a.test", NAPTR, TestDns.naptr("a.test", 1, 1, "SIP+D2U", "_sip._udp.a.test"))
        .zone("_sip._udp.a.test", SRV, TestDns.srv("_sip._udp.a.test", 0, 1, 5060, "s.x"))
        .zone("_sip._tcp.a.test", SRV, TestDns.srv("_sip._tcp.a.test", 0, 1, 5060, "s.x"))
        .zone("a.test", A, TestDns.a("a.test", "192.0.2.9"))
        .zone("s.x", A, TestDns.a("s.x", "192.0.2.1"));

    assertThat(rig.hops(sips("a.test"))).containsExactly("tls:192.0.2.9:5061");
  }

  @Test
  void naptrRecordsThatRewriteOrAreOfOtherServicesAreIgnored() {
    dns.zone(
            "a.test",
            NAPTR,
            TestDns.naptr("a.test", 1, 1, "u", "E2U+sip", "!^.*$!sip:x@y!", ""),
            TestDns.naptr("a.test", 2, 1, "s", "SIP+D2T", "!a!b!", "_sip._tcp.a.test"),
            TestDns.naptr("a.test", 3, 1, "SIP+D2S", "_sip._sctp.a.test"),
            TestDns.naptr("a.test", 4, 1, "SIP+D2U", "odd.a.test"))
        .zone("odd.a.test", SRV, TestDns.srv("odd.a.test", 0, 1, 5099, "s.x"))
        .zone("s.x", A, TestDns.a("s.x", "192.0.2.1"));

    assertThat(rig.hops(sip("a.test"))).containsExactly("udp:192.0.2.1:5099");
  }

  @Test
  void naptrRecordsOfEqualOrderAllServeInTheirPreference() {
    dns.zone(
            "a.test",
            NAPTR,
            TestDns.naptr("a.test", 1, 20, "SIP+D2U", "_sip._udp.a.test"),
            TestDns.naptr("a.test", 1, 10, "SIP+D2T", "_sip._tcp.a.test"))
        .zone("_sip._udp.a.test", SRV, TestDns.srv("_sip._udp.a.test", 0, 1, 5060, "s.x"))
        .zone("_sip._tcp.a.test", SRV, TestDns.srv("_sip._tcp.a.test", 0, 1, 5060, "s.x"))
        .zone("s.x", A, TestDns.a("s.x", "192.0.2.1"));

    assertThat(rig.hops(sip("a.test"))).containsExactly("tcp:192.0.2.1:5060", "udp:192.0.2.1:5060");
  }

  @Test
  void withoutNaptrTheFirstOfOurTransportsWithSrvRecordsServes() {
    dns.zone("_sip._tcp.a.test", SRV, TestDns.srv("_sip._tcp.a.test", 0, 1, 5080, "s.x"))
        .zone("_sips._tcp.a.test", SRV, TestDns.srv("_sips._tcp.a.test", 0, 1, 5061, "s.x"))
        .zone("s.x", A, TestDns.a("s.x", "192.0.2.1"));

    assertThat(rig.hops(sip("a.test"))).containsExactly("tcp:192.0.2.1:5080");
  }

  @Test
  void withoutAnySrvTheHostItselfServesOnTheDefaultPort() {
    dns.zone("a.test", A, TestDns.a("a.test", "192.0.2.5"));

    assertThat(rig.hops(sip("a.test"))).containsExactly("udp:192.0.2.5:5060");
    assertThat(rig.hops(sips("a.test"))).containsExactly("tls:192.0.2.5:5061");
    assertThat(rig.hops(SipTarget.of("a.test", 0, SipTransport.TCP)))
        .containsExactly("tcp:192.0.2.5:5060");
  }

  @Test
  void aPortMeansTheHostItselfAndATransportItsSrvRecordsOnly() {
    exampleDotCom();
    dns.zone("example.com", A, TestDns.a("example.com", "192.0.2.8"));

    assertThat(rig.hops(SipTarget.of("example.com", 5099, null)))
        .containsExactly("udp:192.0.2.8:5099");
    assertThat(dns.asked).allMatch(q -> q.type() == A || q.type() == AAAA);
    assertThat(rig.hops(SipTarget.of("example.com", 0, SipTransport.TCP)))
        .containsExactly("tcp:192.0.2.1:5070");
    assertThat(dns.asked).noneMatch(q -> q.type() == NAPTR);
  }

  @ParameterizedTest
  @CsvSource({
    "sip:192.0.2.1,                      udp:192.0.2.1:5060",
    "sips:192.0.2.1,                     tls:192.0.2.1:5061",
    "sip:192.0.2.1:5070;transport=TCP,   tcp:192.0.2.1:5070",
    "sip:[2001:db8::1]:5070,             udp:[2001:db8:0:0:0:0:0:1]:5070",
    "sip:a.test;maddr=192.0.2.3,         udp:192.0.2.3:5060",
    "sips:a.test;maddr=192.0.2.3,        tls:192.0.2.3:5061",
    "sips:192.0.2.1;transport=tcp,       tls:192.0.2.1:5061",
    "sips:192.0.2.1;transport=udp,       UNSUPPORTED_TRANSPORT",
    "sip:192.0.2.1;transport=sctp,       UNSUPPORTED_TRANSPORT",
    "sip:0.0.0.0,                        NO_ADDRESS",
    "sip:224.0.1.75,                     NO_ADDRESS",
  })
  void numericHostsNeedNoDns(String uri, String hop) {
    var location =
        rig.locator.locate((SipURI) Messages.uri(uri).orElseThrow()).toCompletableFuture();

    assertThat(location).isCompleted();
    String found =
        switch (location.join()) {
          case Location.Located located -> located.hops().getFirst().toString();
          case Location.NotLocated not -> not.reason().name();
        };
    assertThat(found).isEqualTo(hop);
    assertThat(dns.asked).isEmpty();
  }

  @Test
  void theCertificateMustCarryTheDomainAskedForAndNotWhatTheDnsSaid() {
    exampleDotCom();

    assertThat(names(sip("example.com"))).containsExactly("example.com");
    assertThat(names(sips("192.0.2.1"))).containsExactly((String) null);
    assertThat(names(new SipTarget("a.test", "192.0.2.1", 0, null, true)))
        .containsExactly("a.test");
    assertThat(names(new SipTarget("192.0.2.7", "192.0.2.1", 0, null, true)))
        .containsExactly("192.0.2.7");
    assertThat(names(SipTarget.of("example.com", 0, SipTransport.TCP)))
        .containsExactly((String) null);
  }

  private List<String> names(SipTarget target) {
    return ((Location.Located) rig.locate(target))
        .hops().stream().map(SipHop::expectedName).toList();
  }

  @Test
  void bothIpVersionsAlternateWithinEachServer() {
    dns.zone(
            "_sip._udp.a.test",
            SRV,
            TestDns.srv("_sip._udp.a.test", 1, 0, 5060, "one.x"),
            TestDns.srv("_sip._udp.a.test", 2, 0, 5060, "two.x"))
        .zone("one.x", A, TestDns.a("one.x", "192.0.2.1"), TestDns.a("one.x", "192.0.2.1"))
        .zone("one.x", AAAA, TestDns.aaaa("one.x", "2001:db8::1"))
        .zone("two.x", A, TestDns.a("two.x", "192.0.2.2"))
        .zone("two.x", AAAA, TestDns.aaaa("two.x", "2001:db8::2"));

    assertThat(rig.hops(sip("a.test")))
        .containsExactly(
            "udp:[2001:db8:0:0:0:0:0:1]:5060",
            "udp:192.0.2.1:5060",
            "udp:[2001:db8:0:0:0:0:0:2]:5060",
            "udp:192.0.2.2:5060");
  }

  @Test
  void aServerWithoutAddressIsPassedOver() {
    dns.zone(
            "_sip._udp.a.test",
            SRV,
            TestDns.srv("_sip._udp.a.test", 1, 0, 5060, "gone.x"),
            TestDns.srv("_sip._udp.a.test", 2, 0, 5060, "two.x"))
        .zone("two.x", A, TestDns.a("two.x", "192.0.2.2"));

    assertThat(rig.hops(sip("a.test"))).containsExactly("udp:192.0.2.2:5060");
  }

  @Test
  void aDomainCanSayThatItHasNoSuchService() {
    dns.zone("_sip._udp.a.test", SRV, TestDns.srv("_sip._udp.a.test", 0, 0, 0, "."))
        .zone("a.test", A, TestDns.a("a.test", "192.0.2.5"));

    assertThat(rig.hops(SipTarget.of("a.test", 0, SipTransport.UDP))).containsExactly("NO_SERVICE");
  }

  @Test
  void whatIsNotThereHasAReasonThatSaysSo() {
    assertThat(rig.hops(sip("nobody.test"))).containsExactly("NO_ADDRESS");
    assertThat(rig.hops(sip("no name"))).containsExactly("BAD_NAME");
    assertThat(rig.hops(sip("a..b"))).containsExactly("BAD_NAME");
    assertThat(rig.hops(sip("x".repeat(64) + ".test"))).containsExactly("BAD_NAME");
    assertThat(rig.locate(sip("evil\r\nname")))
        .isInstanceOfSatisfying(
            Location.NotLocated.class, not -> assertThat(not.text()).doesNotContain("\n", "\r"));
  }

  @Test
  void namesOfTheHostsFileAreNotAskedFor() {
    assertThat(rig.hops(SipTarget.of("localhost", 5070, SipTransport.TCP)))
        .contains("tcp:127.0.0.1:5070");
    assertThat(rig.hops(sip("LOCALHOST"))).contains("udp:127.0.0.1:5060");
    assertThat(dns.asked).isEmpty();
  }
}
