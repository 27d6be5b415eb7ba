package io.carillon.core.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes as operators write them. */
class RoutePropertyTest {

  @Provide
  Arbitrary<OriginationRoute> routes() {
    Arbitrary<String> label =
        Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(20);
    Arbitrary<String> name =
        label.list().ofMinSize(1).ofMaxSize(4).map(labels -> String.join(".", labels) + ".example");
    Arbitrary<String> ipv4 =
        Arbitraries.integers()
            .between(0, 255)
            .list()
            .ofSize(4)
            .map(bytes -> String.join(".", bytes.stream().map(String::valueOf).toList()));
    Arbitrary<String> ipv6 =
        Arbitraries.integers()
            .between(1, 0xffff)
            .list()
            .ofSize(8)
            .map(groups -> String.join(":", groups.stream().map(Integer::toHexString).toList()));
    return Combinators.combine(
            Arbitraries.oneOf(name, ipv4, ipv6),
            Arbitraries.integers().between(0, 65_535),
            Arbitraries.of(RouteProtocol.class),
            Arbitraries.integers().between(1, 100),
            Arbitraries.integers().between(1, 100))
        .as(OriginationRoute::new);
  }

  @Property(tries = 300)
  void whatARoutePrintsItReads(@ForAll("routes") OriginationRoute route) {
    assertThat(OriginationRoute.parse(route.toString())).isEqualTo(route);
  }

  @Property(tries = 1000)
  void anyTextIsReadOrRefusedInWords(@ForAll String text) {
    assertRefusedInWordsOrRead(text);
  }

  @FuzzTest
  void hostileText(FuzzedDataProvider data) {
    assertRefusedInWordsOrRead(data.consumeRemainingAsString());
  }

  private static void assertRefusedInWordsOrRead(String text) {
    Throwable refusal = catchThrowable(() -> OriginationRoute.parse(text));
    if (refusal != null) {
      assertThat(refusal)
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("(?s).*(allowed).*");
      assertThat(refusal.getMessage().length()).isLessThan(300);
    } else {
      OriginationRoute route = OriginationRoute.parse(text);
      assertThat(OriginationRoute.parse(route.toString())).isEqualTo(route);
    }
  }

  @Test
  void priorityAndWeightAreOneWhenLeftOutAndThePortIsLeftToTheDns() {
    assertThat(OriginationRoute.parse("pbx.example.com/tls"))
        .isEqualTo(new OriginationRoute("pbx.example.com", 0, RouteProtocol.TLS, 1, 1));
    assertThat(OriginationRoute.parse("[2001:db8::5]:5061/TLS,weight=7"))
        .isEqualTo(new OriginationRoute("2001:db8::5", 5061, RouteProtocol.TLS, 1, 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "192.0.2.1:5060/udp,priority=0 100",
        "192.0.2.1:5060/udp,weight=101 100",
        "192.0.2.1:65536/udp 65535",
        "192.0.2.1:0/udp 65535",
        "192.0.2.1:5060/sctp udp,",
        "192.0.2.1:5060 HOST",
        "192.0.2.1:5060/udp,priority=1,priority=2 HOST",
        "192.0.2.1:5060/udp,cost=2 HOST",
        "2001:db8::5:5060/udp HOST",
        "[192.0.2.1]:5060/udp HOST",
        "[2001:db8::5:5060/udp HOST",
        "999.0.2.1:5060/udp address",
        "192.0.2:5060/udp address",
        "-pbx.example:5060/udp address",
        "pbx..example:5060/udp address",
        "/udp HOST",
      })
  void wrongRoutesAreRefusedWithWhatIsAllowed(String route, String allowed) {
    assertThatThrownBy(() -> OriginationRoute.parse(route))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed")
        .hasMessageContaining(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "pbx-1.example.com", "192.0.2.1", "::1", "xn--nxasmq6b"})
  void hostsMayBeNamesOrAddresses(String host) {
    assertThatCode(() -> new OriginationRoute(host, 5060, RouteProtocol.UDP, 1, 1))
        .doesNotThrowAnyException();
  }
}
