package io.carillon.core.trunk;

import static io.carillon.core.trunk.TrunkFixture.BRANCH;
import static io.carillon.core.trunk.TrunkFixture.CARRIER;
import static io.carillon.core.trunk.TrunkFixture.HOST;
import static io.carillon.core.trunk.TrunkFixture.NUMBER;
import static io.carillon.core.trunk.TrunkFixture.OFFICE;
import static io.carillon.core.trunk.TrunkFixture.call;
import static io.carillon.core.trunk.TrunkFixture.connector;
import static io.carillon.core.trunk.TrunkFixture.from;
import static io.carillon.core.trunk.TrunkFixture.office;
import static io.carillon.core.trunk.TrunkFixture.origination;
import static io.carillon.core.trunk.TrunkFixture.routes;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.EndReason;
import io.carillon.core.connector.CidrBlock;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorGroup;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.Origination;
import io.carillon.core.connector.RouteProtocol;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a carrier for numbers of ours. */
class InboundCallsTest {
  private final TrunkFixture trunks = new TrunkFixture().withCarrier();

  @Test
  void aNumberOfAConnectorLeadsToItsPbx() {
    trunks.with(office()).number(NUMBER, OFFICE);

    TrunkCall call = trunks.placed(from(call(CARRIER, NUMBER, "203.0.113.1"), "4420712345", ""));

    assertThat(call.direction()).isEqualTo(TrunkDirection.INBOUND);
    assertThat(call.connectorId()).isEqualTo(OFFICE);
    assertThat(call.region()).isEqualTo("us-east-1");
    assertThat(call.toNumber()).isEqualTo(NUMBER);
    assertThat(call.targets())
        .containsExactly(
            new TrunkTarget(
                OFFICE,
                "us-east-1",
                "192.0.2.10:5060/udp",
                "192.0.2.10",
                5060,
                RouteProtocol.UDP,
                Encryption.AS_MEDIA,
                NUMBER,
                "",
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+12065550100", "12065550100", "2065550100", "+1-206-555-0100", "01112065550100"})
  void theNumberMayBeWrittenInAnyOfTheseWays(String written) {
    trunks.with(office()).number(NUMBER, OFFICE);
    assertThat(trunks.placed(call(CARRIER, written, "203.0.113.1")).toNumber()).isEqualTo(NUMBER);
  }

  @Test
  void aNumberThatNoPlanKnowsIsFoundWhenItIsWrittenOut() {
    trunks.with(office()).number("+15550100", OFFICE);
    assertThat(trunks.placed(call(CARRIER, "15550100", "203.0.113.1")).connectorId())
        .isEqualTo(OFFICE);
  }

  @Test
  void theCallersNumberIsToldInE164WhenItIsOne() {
    trunks.with(office()).number(NUMBER, OFFICE);
    assertThat(told("4155550123")).isEqualTo("+14155550123");
    assertThat(told("+442071234567")).isEqualTo("+442071234567");
    assertThat(told("Restricted")).isEqualTo("Restricted");
    assertThat(told("")).isEmpty();
  }

  private String told(String fromUser) {
    return trunks.placed(from(call(CARRIER, NUMBER, "203.0.113.1"), fromUser, "")).fromNumber();
  }

  @Test
  void aNumberThatIsNotOursOrLeadsNowhereIsNotFound() {
    trunks.with(office()).number("+12065550101", new Use.Unassigned());
    for (String number : List.of(NUMBER, "+12065550101", "nobody", "", "+1206555010012345678")) {
      TrunkDecision.Refuse refuse = trunks.refused(call(CARRIER, number, "203.0.113.1"));
      assertThat(refuse.reason()).as(number).isEqualTo(EndReason.UNKNOWN_DESTINATION);
      assertThat(refuse.throttled()).isFalse();
    }
  }

  @Test
  void aNumberMayLeadToTheMeetings() {
    trunks.number(NUMBER, new Use.ToMeetings());
    assertThat(trunks.decide(from(call(CARRIER, "2065550100", "203.0.113.1"), "4155550123", "")))
        .usingRecursiveComparison()
        .ignoringFields("permit")
        .isEqualTo(
            new TrunkDecision.Meeting(
                "meetings", "eu-west-1", "+14155550123", NUMBER, Permit.NONE, Encryption.AS_MEDIA));
  }

  @Test
  void routesAreTriedByPriorityAndThoseThatDoNotAnswerLast() {
    trunks
        .with(
            connector(OFFICE)
                .withOrigination(
                    Optional.of(
                        origination(
                            "c.example/tls,priority=3",
                            "a.example:5070/udp,priority=1",
                            "b.example/tcp,priority=2"))))
        .number(NUMBER, OFFICE);
    assertThat(tried()).containsExactly("a.example:5070/udp", "b.example/tcp", "c.example/tls");

    trunks.down.add("a.example:5070/udp");
    assertThat(tried()).containsExactly("b.example/tcp", "c.example/tls", "a.example:5070/udp");

    trunks.down.addAll(List.of("b.example/tcp", "c.example/tls"));
    assertThat(tried())
        .as("none answers: all are tried all the same")
        .containsExactly("a.example:5070/udp", "b.example/tcp", "c.example/tls");
  }

  private List<String> tried() {
    return routes(trunks.placed(call(CARRIER, NUMBER, "203.0.113.1")));
  }

  @Test
  void aConnectorWhoseOriginationIsOffOrMissingTakesNoCalls() {
    trunks.with(off(office())).number(NUMBER, OFFICE);
    trunks.with(connector(BRANCH)).number("+12065550101", BRANCH);
    for (String number : List.of(NUMBER, "+12065550101")) {
      assertThat(trunks.refused(call(CARRIER, number, "203.0.113.1")).reason())
          .isEqualTo(EndReason.NO_ANSWER);
    }
  }

  private static ConfiguredConnector off(ConfiguredConnector connector) {
    return connector.withOrigination(
        connector.origination().map(known -> new Origination(known.routes(), true)));
  }

  @Test
  void aGroupFallsOverFromOneConnectorToTheNext() {
    ConfiguredConnector branch =
        connector(BRANCH)
            .withOrigination(
                Optional.of(origination("b1.example/udp", "b2.example/udp,priority=2")));
    UUID group =
        trunks.group(new ConnectorGroup.Item(OFFICE, 2), new ConnectorGroup.Item(BRANCH, 1));
    trunks.with(office()).with(branch).number(NUMBER, new Use.ToGroup(group));

    TrunkCall call = trunks.placed(call(CARRIER, NUMBER, "203.0.113.1"));
    assertThat(routes(call))
        .containsExactly("b1.example/udp", "b2.example/udp", "192.0.2.10:5060/udp");
    assertThat(call.connectorId()).isEqualTo(BRANCH);
    assertThat(call.targets())
        .extracting(TrunkTarget::connectorId)
        .containsExactly(BRANCH, BRANCH, OFFICE);

    trunks.down.addAll(List.of("b1.example/udp", "b2.example/udp"));
    assertThat(tried())
        .as("the whole branch does not answer")
        .containsExactly("192.0.2.10:5060/udp", "b1.example/udp", "b2.example/udp");
  }

  @Test
  void aGroupLeavesOutAConnectorThatIsOff() {
    UUID group =
        trunks.group(new ConnectorGroup.Item(OFFICE, 1), new ConnectorGroup.Item(BRANCH, 2));
    trunks
        .with(off(office()))
        .with(connector(BRANCH).withOrigination(Optional.of(origination("b.example/udp"))))
        .number(NUMBER, new Use.ToGroup(group));
    TrunkCall call = trunks.placed(call(CARRIER, NUMBER, "203.0.113.1"));
    assertThat(call.connectorId()).isEqualTo(BRANCH);
    assertThat(routes(call)).containsExactly("b.example/udp");
  }

  @Test
  void aConnectorThatRequiresEncryptionIsReachedOnlySo() {
    trunks
        .with(connector(OFFICE, true).withOrigination(Optional.of(origination("a.example/tls"))))
        .number(NUMBER, OFFICE);
    assertThat(trunks.placed(call(CARRIER, NUMBER, "203.0.113.1")).targets())
        .extracting(target -> target.encryption() == Encryption.REQUIRED)
        .containsExactly(true);
  }

  @Test
  void aCarrierThatHasToEncryptIsHeardOnlySo() {
    TrunkFixture encrypted =
        new TrunkFixture()
            .with(
                new Carrier(
                    "acme",
                    List.of(CidrBlock.parse(CARRIER)),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Encryption.REQUIRED,
                    "US",
                    ""))
            .with(office())
            .number(NUMBER, OFFICE);
    TrunkAttempt attempt = call(CARRIER, NUMBER, "203.0.113.1");
    assertThat(encrypted.refused(attempt).reason()).isEqualTo(EndReason.NOT_ALLOWED);
    TrunkDecision.Bridge bridge =
        (TrunkDecision.Bridge) encrypted.decide(TrunkFixture.secure(attempt));
    assertThat(bridge.encryption()).isEqualTo(Encryption.REQUIRED);
    assertThat(bridge.call().targets())
        .as("the PBX is another matter")
        .extracting(TrunkTarget::encryption)
        .containsExactly(Encryption.AS_MEDIA);
  }

  @Test
  void theCarrierMayCallTheConnectorsHostNameToo() {
    trunks.with(office()).number(NUMBER, OFFICE);
    assertThat(trunks.placed(call(CARRIER, NUMBER, HOST)).direction())
        .isEqualTo(TrunkDirection.INBOUND);
  }

  @Test
  void whoIsNeitherCarrierNorPbxIsNoneOfOurs() {
    trunks.with(office()).number(NUMBER, OFFICE);
    assertThat(trunks.decide(call("203.0.113.99", NUMBER, "203.0.113.1")))
        .isEqualTo(new TrunkDecision.NotTrunk());
    assertThat(trunks.decide(call("203.0.113.99", "1234567890", "meet.chime.in")))
        .isEqualTo(new TrunkDecision.NotTrunk());
  }

  @Test
  void aRoomSystemAtTheCarriersAddressStillReachesItsMeeting() {
    trunks.with(office()).number(NUMBER, OFFICE);
    assertThat(trunks.decide(call(CARRIER, "1234567890", "meet.chime.in")))
        .isEqualTo(new TrunkDecision.NotTrunk());
    assertThat(trunks.placed(call(CARRIER, NUMBER, "meet.chime.in")).connectorId())
        .isEqualTo(OFFICE);
  }
}
