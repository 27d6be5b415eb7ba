package io.carillon.core.trunk;

import static io.carillon.core.trunk.TrunkFixture.CARRIER;
import static io.carillon.core.trunk.TrunkFixture.HOST;
import static io.carillon.core.trunk.TrunkFixture.NUMBER;
import static io.carillon.core.trunk.TrunkFixture.OFFICE;
import static io.carillon.core.trunk.TrunkFixture.PBX;
import static io.carillon.core.trunk.TrunkFixture.call;
import static io.carillon.core.trunk.TrunkFixture.carrier;
import static io.carillon.core.trunk.TrunkFixture.connector;
import static io.carillon.core.trunk.TrunkFixture.emergency;
import static io.carillon.core.trunk.TrunkFixture.from;
import static io.carillon.core.trunk.TrunkFixture.office;
import static io.carillon.core.trunk.TrunkFixture.routes;
import static io.carillon.core.trunk.TrunkFixture.termination;
import static io.carillon.core.trunk.TrunkFixture.withPassword;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.connector.CidrBlock;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.EmergencyCalling;
import io.carillon.core.connector.EmergencyCalling.RoutingNumber;
import io.carillon.core.connector.Termination;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls for help. */
class EmergencyCallsTest {
  private static final String CENTRE = "+13035550111";
  private static final String TEST = "+13035550112";

  private final TrunkFixture trunks = new TrunkFixture().withCarrier();

  private static ConfiguredConnector covered(Termination termination) {
    return connector(OFFICE)
        .withTermination(Optional.of(termination))
        .withEmergency(Optional.of(emergency("US", CENTRE, TEST)));
  }

  @Test
  void aCallForHelpGoesToTheRoutingNumber() {
    trunks.with(covered(termination(PBX, "US"))).number(NUMBER, OFFICE);
    TrunkCall call = trunks.placed(from(call(PBX, "911", HOST), NUMBER, ""));
    assertThat(call.emergency()).isTrue();
    assertThat(call.toNumber()).isEqualTo("911");
    assertThat(call.fromNumber()).isEqualTo(NUMBER);
    assertThat(call.targets()).extracting(TrunkTarget::user).containsExactly(CENTRE);
    assertThat(trunks.placed(call(PBX, "+911", HOST)).emergency()).isTrue();
  }

  @Test
  void aTestOfTheWayGoesToTheTestNumber() {
    trunks.with(covered(termination(PBX, "US")));
    for (String dialled : List.of("933", TEST)) {
      TrunkCall call = trunks.placed(call(PBX, dialled, HOST));
      assertThat(call.emergency()).isTrue();
      assertThat(call.targets()).extracting(TrunkTarget::user).containsExactly(TEST);
    }
  }

  @Test
  void withoutARoutingNumberTheCarrierGetsWhatWasDialled() {
    trunks.with(office());
    for (String dialled : List.of("911", "933", "112")) {
      TrunkCall call = trunks.placed(call(PBX, dialled, HOST));
      assertThat(call.emergency()).isTrue();
      assertThat(call.targets()).extracting(TrunkTarget::user).containsExactly(dialled);
    }
  }

  @Test
  void nothingThatLimitsOtherCallsHoldsHere() {
    Termination off = new Termination(List.of(CidrBlock.parse(PBX)), List.of("GB"), 1, null, true);
    TrunkFixture full = new TrunkFixture().with(carrier("uk", "", CARRIER + ":5060/udp", "44"));
    full.calls = 1;
    full.cps = 1;
    full.callsPerConnector = 1;
    full.strict = true;
    full.with(covered(off));
    for (int i = 0; i < 5; i++) {
      TrunkCall call = full.placed(from(call(PBX, "911", HOST), "3105550177", ""));
      assertThat(routes(call)).containsExactly(CARRIER + ":5060/udp");
    }
    assertThat(full.throttles.calls()).as("counted all the same").isEqualTo(5);
  }

  @Test
  void theCallersCountryDecidesWhoIsCalled() {
    EmergencyCalling both =
        new EmergencyCalling(
            List.of(
                new RoutingNumber("US", CENTRE, null),
                new RoutingNumber("GB", "+442071110000", null)));
    trunks
        .with(
            connector(OFFICE)
                .withTermination(Optional.of(termination(PBX, "US", "GB")))
                .withEmergency(Optional.of(both)))
        .number(NUMBER, OFFICE)
        .number("+442071234567", OFFICE);
    assertThat(answering("112", NUMBER)).isEqualTo(CENTRE);
    assertThat(answering("112", "+442071234567")).isEqualTo("+442071110000");
    assertThat(answering("999", NUMBER)).as("British").isEqualTo("+442071110000");
    assertThat(answering("911", "+13105550177")).as("not his number").isEqualTo(CENTRE);
  }

  private String answering(String dialled, String fromUser) {
    return trunks.placed(from(call(PBX, dialled, HOST), fromUser, "")).targets().getFirst().user();
  }

  @Test
  void whoCallsForHelpStillHasToBeThePbx() {
    trunks.with(withPassword(covered(termination(PBX, "US"))));
    assertThat(trunks.decide(call(PBX, "911", HOST))).isInstanceOf(TrunkDecision.Challenge.class);
    assertThat(trunks.decide(call("203.0.113.99", "911", HOST)))
        .isInstanceOf(TrunkDecision.Refuse.class);
  }

  @Test
  void otherShortNumbersAreNone() {
    trunks.with(covered(termination(PBX, "US")));
    for (String dialled : List.of("411", "311", "91", "9111", "110")) {
      assertThat(trunks.decide(call(PBX, dialled, HOST)))
          .as(dialled)
          .isInstanceOf(TrunkDecision.Refuse.class);
    }
  }
}
