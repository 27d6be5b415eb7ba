package io.carillon.core.trunk;

import static io.carillon.core.trunk.TrunkFixture.BRANCH;
import static io.carillon.core.trunk.TrunkFixture.BRANCH_HOST;
import static io.carillon.core.trunk.TrunkFixture.CARRIER;
import static io.carillon.core.trunk.TrunkFixture.HOST;
import static io.carillon.core.trunk.TrunkFixture.NUMBER;
import static io.carillon.core.trunk.TrunkFixture.OFFICE;
import static io.carillon.core.trunk.TrunkFixture.PBX;
import static io.carillon.core.trunk.TrunkFixture.call;
import static io.carillon.core.trunk.TrunkFixture.carrier;
import static io.carillon.core.trunk.TrunkFixture.connector;
import static io.carillon.core.trunk.TrunkFixture.from;
import static io.carillon.core.trunk.TrunkFixture.office;
import static io.carillon.core.trunk.TrunkFixture.origination;
import static io.carillon.core.trunk.TrunkFixture.routes;
import static io.carillon.core.trunk.TrunkFixture.secure;
import static io.carillon.core.trunk.TrunkFixture.termination;
import static io.carillon.core.trunk.TrunkFixture.withPassword;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.EndReason;
import io.carillon.core.connector.CidrBlock;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.OriginationRoute;
import io.carillon.core.connector.Termination;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a PBX through its connector. */
class OutboundCallsTest {
  private static final String STRANGER = "203.0.113.99";
  private static final String CALLED = "+14155550123";

  private final TrunkFixture trunks = new TrunkFixture().withCarrier();

  @Test
  void aCallOfThePbxGoesToTheCarrier() {
    trunks.with(office()).number(NUMBER, new Use.ToConnector(OFFICE), "ACME INC");

    TrunkCall call = trunks.placed(from(call(PBX, CALLED, HOST), "2065550100", ""));

    assertThat(call.direction()).isEqualTo(TrunkDirection.OUTBOUND);
    assertThat(call.connectorId()).isEqualTo(OFFICE);
    assertThat(call.fromNumber()).isEqualTo(NUMBER);
    assertThat(call.callingName()).isEqualTo("ACME INC");
    assertThat(call.toNumber()).isEqualTo(CALLED);
    assertThat(call.emergency()).isFalse();
    assertThat(call.targets()).extracting(TrunkTarget::user).containsExactly(CALLED);
    assertThat(routes(call)).containsExactly(CARRIER + ":5060/udp");
  }

  @ParameterizedTest
  @CsvSource({
    "+14155550123, US, +14155550123",
    "14155550123, US, +14155550123",
    "4155550123, US, +14155550123",
    "011442071234567, 'US,GB', +442071234567",
    "442071234567, 'US,GB', +442071234567",
    "030123456, DE, +4930123456",
    "0014155550123, 'DE,US', +14155550123",
    "(415)555-0123, US, +14155550123"
  })
  void numbersAreDialledAsInTheFirstCallingRegion(String dialled, String regions, String e164) {
    trunks.with(
        connector(OFFICE).withTermination(Optional.of(termination(PBX, regions.split(",")))));
    assertThat(trunks.placed(call(PBX, dialled, HOST)).toNumber()).isEqualTo(e164);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "bob", "5550123", "*67", "12", "+", "+0123456789", "411", "1234567890123456"})
  void whatIsNoTelephoneNumberIsNotFound(String dialled) {
    trunks.with(office());
    assertThat(trunks.refused(call(PBX, dialled, HOST)).reason())
        .isEqualTo(EndReason.UNKNOWN_DESTINATION);
  }

  @ParameterizedTest
  @CsvSource({
    "+14155550123, US, true",
    "+14165550123, US, false", // Toronto
    "+14165550123, CA, true",
    "+18765550123, US, false", // Jamaica
    "+18765550123, JM, true",
    "+12425550123, US, false", // Bahamas
    "+442071234567, US, false",
    "+442071234567, 'US,GB', true",
    "+441534712345, GB, false", // Jersey
    "+870773111632, US, false", // Inmarsat
    "+80012345678, US, false"
  })
  void onlyCountriesOfTheListAreCalled(String number, String regions, boolean allowed) {
    trunks.with(
        connector(OFFICE).withTermination(Optional.of(termination(PBX, regions.split(",")))));
    TrunkDecision decision = trunks.decide(call(PBX, number, HOST));
    if (allowed) {
      assertThat(decision).isInstanceOf(TrunkDecision.Bridge.class);
    } else {
      assertThat(decision)
          .isInstanceOfSatisfying(
              TrunkDecision.Refuse.class,
              refuse -> assertThat(refuse.reason()).isEqualTo(EndReason.NOT_ALLOWED));
    }
  }

  @Test
  void aStrangerIsTurnedAwayAndTheConnectorHearsNothingOfIt() {
    trunks.with(office()).with(withPassword(calling(BRANCH, "")));
    TrunkDecision.Refuse refuse = trunks.refused(call(STRANGER, CALLED, HOST));
    assertThat(refuse.reason()).isEqualTo(EndReason.NOT_ALLOWED);
    assertThat(refuse.connectorId()).isEmpty();
    assertThat(trunks.throttles.calls()).isZero();
  }

  private static ConfiguredConnector calling(String id, String cidr) {
    return connector(id).withTermination(Optional.of(termination(cidr, "US")));
  }

  @Test
  void aConnectorWithoutTerminationOrAnybodyOnItsListTakesNoCalls() {
    trunks.with(connector(OFFICE)).with(calling(BRANCH, ""));
    assertThat(trunks.refused(call(PBX, CALLED, HOST)).reason()).isEqualTo(EndReason.NOT_ALLOWED);
    assertThat(trunks.refused(call(PBX, CALLED, BRANCH_HOST)).reason())
        .isEqualTo(EndReason.NOT_ALLOWED);
  }

  @Test
  void withAPasswordEverybodyIsAskedForItWhoseAddressIsRight() {
    trunks.with(withPassword(office()));
    TrunkAttempt attempt = call(PBX, CALLED, HOST);
    assertThat(trunks.decide(attempt))
        .isEqualTo(new TrunkDecision.Challenge(OFFICE, "us-east-1", HOST));
    assertThat(trunks.placed(attempt.authenticatedAs("joe")).connectorId()).isEqualTo(OFFICE);
    assertThat(trunks.refused(call(STRANGER, CALLED, HOST).authenticatedAs("joe")).reason())
        .as("a password does not help at a wrong address")
        .isEqualTo(EndReason.NOT_ALLOWED);
  }

  @Test
  void withoutAListThePasswordAloneCounts() {
    trunks.with(withPassword(calling(OFFICE, "")));
    TrunkAttempt attempt = call(STRANGER, CALLED, HOST);
    assertThat(trunks.decide(attempt)).isInstanceOf(TrunkDecision.Challenge.class);
    assertThat(trunks.placed(attempt.authenticatedAs("joe")).connectorId()).isEqualTo(OFFICE);
  }

  @Test
  void aConnectorThatIsOffOrWantsEncryptionRefuses() {
    Termination off = new Termination(List.of(CidrBlock.parse(PBX)), List.of("US"), 1, null, true);
    trunks
        .with(connector(OFFICE).withTermination(Optional.of(off)))
        .with(connector(BRANCH, true).withTermination(Optional.of(termination(PBX, "US"))));
    assertThat(trunks.refused(call(PBX, CALLED, HOST)).connectorId()).isEqualTo(OFFICE);
    assertThat(trunks.refused(call(PBX, CALLED, BRANCH_HOST)).text()).contains("TLS");
    assertThat(trunks.placed(secure(call(PBX, CALLED, BRANCH_HOST))).connectorId())
        .isEqualTo(BRANCH);
  }

  @Test
  void theNumberShownIsOneOfTheConnectors() {
    trunks.with(withDefault("+12065550199")).number(NUMBER, OFFICE).number("+12065550101", BRANCH);
    assertThat(shown("2065550100", "")).isEqualTo(NUMBER);
    assertThat(shown("+12065550101", "+12065550100")).as("asserted").isEqualTo(NUMBER);
    assertThat(shown("+12065550100", "+13105550177")).as("from").isEqualTo(NUMBER);
    assertThat(shown("+12065550101", "")).as("another's").isEqualTo("+12065550199");
    assertThat(shown("", "")).as("anonymous").isEqualTo("+12065550199");
    assertThat(shown("bob", "")).as("no number").isEqualTo("+12065550199");
  }

  private static ConfiguredConnector withDefault(String number) {
    return connector(OFFICE)
        .withTermination(
            Optional.of(
                new Termination(List.of(CidrBlock.parse(PBX)), List.of("US"), 10, number, false)));
  }

  private String shown(String fromUser, String assertedUser) {
    return trunks.placed(from(call(PBX, CALLED, HOST), fromUser, assertedUser)).fromNumber();
  }

  @Test
  void withoutADefaultNumberAStrangeOnePassesUnlessTheServerIsStrict() {
    trunks.with(office()).number(NUMBER, OFFICE);
    assertThat(shown("3105550177", "")).isEqualTo("+13105550177");
    assertThat(shown("", "")).isEmpty();

    TrunkFixture strict = new TrunkFixture().withCarrier().with(office()).number(NUMBER, OFFICE);
    strict.strict = true;
    assertThat(strict.refused(from(call(PBX, CALLED, HOST), "3105550177", "")).reason())
        .isEqualTo(EndReason.NOT_ALLOWED);
    assertThat(strict.placed(from(call(PBX, CALLED, HOST), "2065550100", "")).fromNumber())
        .isEqualTo(NUMBER);
  }

  @Test
  void theCarrierWithTheLongestPrefixIsTriedFirst() {
    TrunkFixture many =
        new TrunkFixture()
            .with(office())
            .with(carrier("any", "", "any.example/udp"))
            .with(carrier("us", "", "us1.example/udp us2.example/tcp", "1"))
            .with(carrier("west", "", "west.example/tls", "1415", "1206"))
            .with(carrier("in-only", "198.51.100.0/24", ""))
            .with(carrier("uk", "", "uk.example/udp", "44"));
    assertThat(routes(many.placed(call(PBX, CALLED, HOST))))
        .containsExactly(
            "west.example/tls", "us1.example/udp", "us2.example/tcp", "any.example/udp");
    many.down.add("west.example/tls");
    assertThat(routes(many.placed(call(PBX, CALLED, HOST))))
        .containsExactly(
            "us1.example/udp", "us2.example/tcp", "any.example/udp", "west.example/tls");
  }

  @Test
  void aNumberThatNoCarrierServesIsNotFound() {
    TrunkFixture uk =
        new TrunkFixture().with(office()).with(carrier("uk", "", "uk.example/udp", "44"));
    assertThat(uk.refused(call(PBX, CALLED, HOST)).reason())
        .isEqualTo(EndReason.UNKNOWN_DESTINATION);
  }

  @Test
  void aCarriersPasswordDomainAndEncryptionGoAlong() {
    Carrier carrier =
        new Carrier(
            "safe",
            List.of(),
            List.of(OriginationRoute.parse("sip.safe.example/tls")),
            List.of(),
            Optional.of(new TrunkCredentials("me", "secret")),
            Encryption.REQUIRED,
            "US",
            "safe.example");
    TrunkFixture safe = new TrunkFixture().with(office()).with(carrier);
    TrunkTarget target = safe.placed(call(PBX, CALLED, HOST)).targets().getFirst();
    assertThat(target.credentials()).contains(new TrunkCredentials("me", "secret"));
    assertThat(target.domain()).isEqualTo("safe.example");
    assertThat(target.encryption()).isEqualTo(Encryption.REQUIRED);
    assertThat(target.toString()).doesNotContain("secret");
  }

  @Test
  void aCallToANumberOfOursStaysInTheHouse() {
    trunks
        .with(office())
        .with(connector(BRANCH).withOrigination(Optional.of(origination("b.example/udp"))))
        .number(NUMBER, new Use.ToConnector(OFFICE), "ACME INC")
        .number("+442071234567", BRANCH)
        .number("+12065550102", new Use.ToMeetings());

    TrunkCall call = trunks.placed(from(call(PBX, "+442071234567", HOST), NUMBER, ""));
    assertThat(call.direction()).isEqualTo(TrunkDirection.INBOUND);
    assertThat(call.connectorId()).isEqualTo(BRANCH);
    assertThat(call.fromNumber()).isEqualTo(NUMBER);
    assertThat(call.callingName()).isEqualTo("ACME INC");
    assertThat(routes(call)).containsExactly("b.example/udp");
    assertThat(trunks.decide(call(PBX, "2065550102", HOST)))
        .usingRecursiveComparison()
        .ignoringFields("permit")
        .isEqualTo(
            new TrunkDecision.Meeting(
                "meetings", "eu-west-1", "", "+12065550102", Permit.NONE, Encryption.AS_MEDIA));
    assertThat(trunks.placed(call(PBX, NUMBER, HOST)).connectorId()).as("itself").isEqualTo(OFFICE);
  }

  @Test
  void thePbxMayCallTheServersAddressWhenItIsOnOneListOnly() {
    trunks.with(office());
    assertThat(trunks.placed(call(PBX, CALLED, "203.0.113.1")).connectorId()).isEqualTo(OFFICE);
  }

  @Test
  void onSeveralListsTheCallersNumberOrTheHostNameTells() {
    trunks
        .with(office())
        .with(calling(BRANCH, "192.0.2.0/24"))
        .number(NUMBER, OFFICE)
        .number("+12065550101", BRANCH);
    TrunkAttempt attempt = call(PBX, CALLED, "203.0.113.1");
    assertThat(trunks.placed(from(attempt, "2065550101", "")).connectorId()).isEqualTo(BRANCH);
    assertThat(trunks.placed(from(attempt, "", NUMBER)).connectorId()).isEqualTo(OFFICE);
    assertThat(trunks.refused(from(attempt, "3105550177", "")).reason())
        .isEqualTo(EndReason.NOT_ALLOWED);
    assertThat(trunks.placed(call(PBX, CALLED, BRANCH_HOST)).connectorId()).isEqualTo(BRANCH);
  }

  @Test
  void aCarrierAndAPbxOnOneAddressAreToldApartByTheNumberCalled() {
    TrunkFixture one =
        new TrunkFixture()
            .with(carrier("acme", PBX, "198.51.100.7:5060/udp"))
            .with(office())
            .number(NUMBER, OFFICE);
    assertThat(one.placed(call(PBX, NUMBER, "203.0.113.1")).direction())
        .isEqualTo(TrunkDirection.INBOUND);
    assertThat(one.placed(call(PBX, CALLED, "203.0.113.1")).direction())
        .isEqualTo(TrunkDirection.OUTBOUND);
    assertThat(one.placed(call(PBX, CALLED, HOST)).direction()).isEqualTo(TrunkDirection.OUTBOUND);
  }

  @Test
  void aTransferredCallIsLimitedAsAnyOther() {
    trunks.with(withPassword(office())).number(NUMBER, OFFICE);
    assertThat(trunks.routing().onBehalf(OFFICE, CALLED, NUMBER))
        .isInstanceOfSatisfying(
            TrunkDecision.Bridge.class,
            bridge -> assertThat(bridge.call().fromNumber()).isEqualTo(NUMBER));
    assertThat(trunks.routing().onBehalf(OFFICE, "+442071234567", NUMBER))
        .isInstanceOf(TrunkDecision.Refuse.class);
    assertThat(trunks.routing().onBehalf(BRANCH, CALLED, NUMBER))
        .isInstanceOf(TrunkDecision.Refuse.class);
  }
}
