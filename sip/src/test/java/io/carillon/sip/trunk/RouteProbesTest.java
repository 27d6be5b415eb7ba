package io.carillon.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.connector.RouteProtocol;
import io.carillon.core.trunk.RoutePlace;
import io.carillon.sip.leg.RawMessage;
import io.carillon.sip.leg.RawPhone;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Routes that are asked over real sockets whether they are there. */
@Timeout(60)
class RouteProbesTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private TrunkRig rig;
  private RawPhone server;
  private RoutePlace place;

  @BeforeEach
  void start() throws Exception {
    rig = new TrunkRig();
    server = rig.phone();
    place = new RoutePlace("127.0.0.1", server.address().getPort(), RouteProtocol.UDP);
  }

  @AfterEach
  void stop() {
    server.close();
    rig.close();
  }

  private RouteProbes probes(Duration interval) {
    return new RouteProbes(
        new RouteProbes.Services(
            interval,
            rig.locator::locate,
            rig.sip::ask,
            rig.runtime.executor(),
            rig.scheduler,
            new Random(1)),
        meters);
  }

  private double gauge() {
    return meters.get("carillon.trunk.route.up").tag("route", place.name()).gauge().value();
  }

  @Test
  void aRouteIsDownAfterTwoFailuresAndUpWithTheFirstAnswer() throws Exception {
    try (RouteProbes probes = probes(Duration.ofMillis(300))) {
      probes.watch(List.of(place));
      RawMessage options = server.request("OPTIONS");
      assertThat(options.firstLine())
          .startsWith("OPTIONS sip:127.0.0.1:" + server.address().getPort())
          .endsWithIgnoringCase(";transport=udp SIP/2.0");
      assertThat(options.header("Contact")).isNotEmpty();
      assertThat(probes.up(place.name())).isTrue();
      server.reply(options, 200, "");

      await().until(() -> !probes.up(place.name()));
      assertThat(gauge()).isZero();

      await()
          .untilAsserted(
              () -> {
                server.reply(server.request("OPTIONS"), 404, "");
                assertThat(probes.up(place.name())).isTrue();
              });
      assertThat(gauge()).isEqualTo(1);
    }
  }

  @Test
  void onlyRoutesThatThereAreAreAskedAndMeasured() throws Exception {
    try (RouteProbes probes = probes(Duration.ofMillis(200))) {
      RoutePlace unreachable = new RoutePlace("127.0.0.1", 9, RouteProtocol.TCP);
      probes.watch(List.of(place, place, unreachable));
      assertThat(meters.find("carillon.trunk.route.up").gauges()).hasSize(2);
      await()
          .untilAsserted(
              () -> assertThat(probes.up(unreachable.name())).as("no TCP listener").isFalse());
      probes.watch(List.of(place));
      assertThat(meters.find("carillon.trunk.route.up").gauges()).hasSize(1);
      assertThat(probes.up(unreachable.name())).as("not asked any more").isTrue();
    }
    assertThat(meters.find("carillon.trunk.route.up").gauges()).isEmpty();
  }

  @Test
  void withoutAnIntervalNobodyIsAsked() {
    try (RouteProbes probes = probes(Duration.ZERO)) {
      probes.watch(List.of(place));
      assertThat(probes.up(place.name())).isTrue();
      assertThat(meters.find("carillon.trunk.route.up").gauges()).isEmpty();
    }
  }
}
