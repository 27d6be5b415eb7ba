package io.carillon.core.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the settings' records refuse, and that they say so. */
class ConnectorRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String ID = "abcdefghijklmnopqrst01";

  private static void refused(ThrowingCallable making, String... words) {
    assertThatThrownBy(making)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(words);
  }

  @Test
  void aConnectorsNameIsTheModels() {
    refused(() -> connector("", "us-east-1"), "name", "1-256");
    refused(() -> connector("Büro", "us-east-1"), "name", "Büro", "letters");
    refused(() -> connector("n".repeat(257), "us-east-1"), "name");
    refused(() -> connector("Office", "US EAST"), "region", "us-east-1");
    assertThat(connector("n".repeat(256), "ap-northeast-2").name()).hasSize(256);
  }

  private static VoiceConnector connector(String name, String region) {
    return new VoiceConnector(
        ID, name, VoiceConnector.hostName(ID, "Example.org"), false, region, NOW, NOW);
  }

  @Test
  void theHostNameIsMadeOfTheIdAndTheDomain() {
    assertThat(connector("Office", "us-east-1").outboundHostName())
        .isEqualTo(ID + ".voiceconnector.example.org");
  }

  @Test
  void aTerminationNamesItsCountriesAndHasBounds() {
    CidrBlock range = CidrBlock.parse("192.0.2.0/24");
    refused(() -> termination(List.of(), List.of(), 1, null), "calling regions", "at least one");
    refused(() -> termination(List.of(), List.of("XX"), 1, null), "XX", "ISO 3166-1");
    refused(() -> termination(List.of(), List.of("us"), 1, null), "us", "ISO 3166-1");
    refused(() -> termination(List.of(), List.of("US", "US"), 1, null), "US", "twice");
    refused(() -> termination(List.of(), List.of("US"), 0, null), "calls per second", "from 1");
    refused(() -> termination(List.of(), List.of("US"), 1, "2065550100"), "default", "E.164");
    refused(() -> termination(List.of(range, range), List.of("US"), 1, null), "twice");
    refused(
        () -> termination(Collections.nCopies(101, range), List.of("US"), 1, null),
        "at most 100",
        "101");
  }

  private static Termination termination(
      List<CidrBlock> cidrs, List<String> regions, int cps, String number) {
    return new Termination(cidrs, regions, cps, number, false);
  }

  @Test
  void anOriginationHasEachPlaceOnce() {
    OriginationRoute route = OriginationRoute.parse("pbx.example:5060/udp");
    refused(() -> new Origination(List.of(), false), "at least one");
    refused(
        () ->
            new Origination(
                List.of(route, OriginationRoute.parse("PBX.example:5060/udp,priority=2")), false),
        "same place");
    refused(() -> new Origination(Collections.nCopies(21, route), false), "at most 20", "21");
  }

  @Test
  void streamsAreKeptTenYearsAtMost() {
    refused(() -> new StreamingConfiguration(-1, false, Set.of()), "retention", "87600");
    refused(() -> new StreamingConfiguration(87_601, false, Set.of()), "retention", "87600");
    refused(() -> StreamingConfiguration.NotificationTarget.parse("Kafka"), "Kafka", "SQS");
    assertThat(StreamingConfiguration.NotificationTarget.parse("eventbridge"))
        .hasToString("EventBridge");
  }

  @Test
  void emergencyCallsHaveOneNumberForEachCountry() {
    var us = new EmergencyCalling.RoutingNumber("US", "+12065550100", null);
    refused(() -> new EmergencyCalling(List.of()), "at least one");
    refused(() -> new EmergencyCalling(List.of(us, us)), "US", "twice");
    refused(() -> new EmergencyCalling.RoutingNumber("US", "911", null), "911", "E.164");
    refused(() -> new EmergencyCalling.RoutingNumber("US", "+12065550100", "933"), "933", "test");
  }

  @Test
  void aGroupHasEachConnectorOnceAndIsSortedByPriority() {
    String other = "b".repeat(22);
    var first = new ConnectorGroup.Item(other, 1);
    var second = new ConnectorGroup.Item(ID, 2);
    assertThat(group(List.of(second, first)).items()).containsExactly(first, second);
    refused(() -> group(List.of(first, new ConnectorGroup.Item(other, 9))), "twice");
    refused(() -> new ConnectorGroup.Item(ID, 100), "priority", "99");
  }

  private static ConnectorGroup group(List<ConnectorGroup.Item> items) {
    return new ConnectorGroup(new java.util.UUID(1, 2), "Both", items, NOW, NOW);
  }

  @Test
  void aCallingNameHasAtMostFifteenCharacters() {
    var nowhere = new ConnectorNumber.Use.Unassigned();
    for (String bad : List.of("A", "Sixteen letters!", "Sixteen letterss", "Dots.")) {
      refused(
          () -> new ConnectorNumber("+12065550100", nowhere, bad, null, NOW, NOW),
          "calling name",
          bad);
    }
    assertThat(ConnectorNumber.normalized("12065550100")).isEqualTo("+12065550100");
    refused(() -> ConnectorNumber.normalized("911a"), "911a", "E.164");
    refused(() -> ConnectorNumber.normalized("+02065550100"), "E.164");
  }

  /** RFC 7616 3.9.1: its H(A1) can be checked by anybody with the specification at hand. */
  @Test
  void credentialsAreKeptAsHashes() {
    DigestCredential mufasa =
        DigestCredential.of("Mufasa", "http-auth@example.org", "Circle of Life");
    assertThat(mufasa.ha1Md5()).isEqualTo("3d78807defe7de2157e2b0b6573a855f");
    assertThat(mufasa.ha1Sha256())
        .isEqualTo("7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232");
    assertThat(mufasa.toString()).isEqualTo("DigestCredential[Mufasa]");
  }

  @Test
  void aBadPasswordIsRefusedWithoutBeingSaid() {
    assertThatThrownBy(() -> DigestCredential.of("pbx", "realm", "s3cr\u0000t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("password of pbx")
        .hasMessageNotContaining("s3cr");
    refused(() -> DigestCredential.of("p:b", "realm", "secret"), "user name", "p:b");
    refused(() -> DigestCredential.of("pbx", "realm", ""), "1-128");
  }

  @Test
  void aConnectorThatRequiresEncryptionHasOnlyTlsRoutes() {
    VoiceConnector encrypted =
        new VoiceConnector(
            ID, "Office", VoiceConnector.hostName(ID, "x.org"), true, "us-east-1", NOW, NOW);
    ConfiguredConnector connector = ConfiguredConnector.of(encrypted);
    refused(
        () -> connector.withOrigination(routes("pbx.example:5060/tcp")),
        "encryption",
        "tcp",
        "tls");
    assertThat(connector.withOrigination(routes("pbx.example:5061/tls")).origination()).isPresent();
  }

  private static java.util.Optional<Origination> routes(String route) {
    return java.util.Optional.of(new Origination(List.of(OriginationRoute.parse(route)), false));
  }
}
