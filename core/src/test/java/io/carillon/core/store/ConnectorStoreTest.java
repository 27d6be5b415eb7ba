package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.core.connector.CidrBlock;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorException;
import io.carillon.core.connector.ConnectorException.Reason;
import io.carillon.core.connector.ConnectorGroup;
import io.carillon.core.connector.ConnectorIds;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.ConnectorService;
import io.carillon.core.connector.EmergencyCalling;
import io.carillon.core.connector.LoggingConfiguration;
import io.carillon.core.connector.Origination;
import io.carillon.core.connector.OriginationRoute;
import io.carillon.core.connector.StreamingConfiguration;
import io.carillon.core.connector.StreamingConfiguration.NotificationTarget;
import io.carillon.core.connector.Termination;
import io.carillon.core.testkit.HandClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connectors through the service, in a database that is closed and opened again. */
@Timeout(60)
class ConnectorStoreTest {
  private static final String NUMBER = "+12065550100";

  @TempDir Path data;
  private final HandClock clock = new HandClock();
  private Database database;
  private ConnectorService service;

  @BeforeEach
  void open() throws IOException {
    database = Database.open(data);
    service =
        new ConnectorService(
            new SqlConnectorStore(database),
            new ConnectorIds(new SecureRandom()),
            clock,
            "example.org",
            "us-east-1");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void restart() throws IOException {
    close();
    open();
  }

  private String connector(String name) {
    return service.create(name, false, Optional.empty()).connector().id();
  }

  private static void refused(Reason reason, ThrowingCallable what, String... words) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .message()
        .contains(words);
  }

  private static Termination termination(int cps) {
    return new Termination(
        List.of(CidrBlock.parse("192.0.2.0/24"), CidrBlock.parse("2001:db8::/32")),
        List.of("US", "CA"),
        cps,
        NUMBER,
        false);
  }

  private static Origination origination(String... routes) {
    return new Origination(List.of(routes).stream().map(OriginationRoute::parse).toList(), false);
  }

  private static EmergencyCalling emergency() {
    return new EmergencyCalling(
        List.of(
            new EmergencyCalling.RoutingNumber("US", "+12065550911", "+12065550933"),
            new EmergencyCalling.RoutingNumber("CA", "+16045550911", null)));
  }

  @Test
  void aNewConnectorHasAnIdAHostNameAndNothingSet() {
    ConfiguredConnector made = service.create("Office", true, Optional.of("eu-west-1"));

    assertThat(made.connector().id()).matches("[a-z][a-z0-9]{21}");
    assertThat(made.connector().outboundHostName())
        .isEqualTo(made.connector().id() + ".voiceconnector.example.org");
    assertThat(made.connector().region()).isEqualTo("eu-west-1");
    assertThat(made.termination()).isEmpty();
    assertThat(made.origination()).isEmpty();
    assertThat(made.logging()).isEqualTo(LoggingConfiguration.BOTH);
    assertThat(service.get(made.connector().id())).isEqualTo(made);
  }

  @Test
  void everySettingSurvivesARestart() throws IOException {
    String id = connector("Office");
    service.putTermination(id, termination(5));
    service.putOrigination(
        id, origination("pbx-b.example/tls,priority=2", "[2001:db8::5]:5060/udp,weight=9"));
    service.putStreaming(id, new StreamingConfiguration(48, false, Set.of(NotificationTarget.SQS)));
    service.putLogging(id, new LoggingConfiguration(false, true));
    service.putEmergencyCalling(id, emergency());
    ConfiguredConnector set = service.putCredentials(id, Map.of("zoe", "one", "adam", "two"));
    connector("Bare");

    restart();

    assertThat(service.get(id)).isEqualTo(set);
    assertThat(service.list()).contains(set).hasSize(2);
    assertThat(set.credentials()).extracting("username").containsExactly("adam", "zoe");
  }

  @Test
  void puttingASettingReplacesItAndLeavesTheOthers() {
    String id = connector("Office");
    service.putTermination(id, termination(5));
    service.putOrigination(id, origination("a.example:5060/udp", "b.example:5060/udp"));
    clock.pass(Duration.ofMinutes(1));

    ConfiguredConnector changed = service.putOrigination(id, origination("c.example:5060/tcp"));

    assertThat(service.get(id)).isEqualTo(changed);
    assertThat(changed.origination()).contains(origination("c.example:5060/tcp"));
    assertThat(changed.termination()).contains(termination(5));
    assertThat(changed.connector().updatedAt()).isEqualTo(clock.instant());
    assertThat(changed.connector().createdAt()).isBefore(clock.instant());
  }

  @Test
  void passwordsAreNowhereInTheDatabase() throws IOException {
    String id = connector("Office");
    service.putCredentials(id, Map.of("pbx", "correct-horse-battery"));
    service.putCredentials(id, Map.of("pbx", "staple-staple-staple", "second", "third-password"));
    ConfiguredConnector known = service.get(id);
    service.deleteCredentials(id, List.of("second", "nobody"));
    assertThat(service.get(id).credentials()).containsExactly(known.credentials().getFirst());

    close();
    String file = Files.readString(data.resolve("carillon.mv.db"), StandardCharsets.ISO_8859_1);
    open();

    assertThat(file).contains(known.credentials().getFirst().ha1Md5());
    assertThat(file).doesNotContain("horse", "staple", "third-password");
  }

  @Test
  void aRefusedChangeLeavesEverythingAsItWas() {
    String id = connector("Office");
    ConfiguredConnector before = service.putOrigination(id, origination("a.example:5060/udp"));

    assertThatThrownBy(() -> service.update(id, Optional.empty(), Optional.of(true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("requires encryption");

    assertThat(service.get(id)).isEqualTo(before);
    assertThat(service.update(id, Optional.of("Branch"), Optional.empty()).connector().name())
        .isEqualTo("Branch");
  }

  @Test
  void emergencyCallingKeepsTheSettingsItNeeds() {
    String id = connector("Office");
    service.putTermination(id, termination(1));
    service.putOrigination(id, origination("a.example/tls"));
    service.putEmergencyCalling(id, emergency());

    refused(Reason.CONFLICT, () -> service.deleteTermination(id), id, "emergency", "termination");
    refused(Reason.CONFLICT, () -> service.deleteOrigination(id), id, "emergency", "origination");

    service.deleteEmergencyCalling(id);
    service.deleteTermination(id);
    service.deleteStreaming(id);
    assertThat(service.deleteOrigination(id).origination()).isEmpty();
    assertThat(service.get(id).termination()).isEmpty();
  }

  @Test
  void aConnectorInUseIsNotDeleted() {
    String id = connector("Office");
    service.addNumber(NUMBER, new Use.ToConnector(id), "");
    refused(Reason.CONFLICT, () -> service.delete(id), id, "owns " + NUMBER, "first");

    service.assign(NUMBER, new Use.ToMeetings());
    UUID group = service.createGroup("Both", List.of(new ConnectorGroup.Item(id, 1))).id();
    refused(Reason.CONFLICT, () -> service.delete(id), id, "group Both", "first");

    service.putCredentials(id, Map.of("pbx", "secret"));
    service.putOrigination(id, origination("a.example/tls"));
    service.updateGroup(group, "Nobody", List.of());
    service.delete(id);
    assertThat(service.find(id)).isEmpty();
    refused(Reason.NOT_FOUND, () -> service.delete(id), id);
    refused(Reason.NOT_FOUND, () -> service.putTermination(id, termination(1)), id);
  }

  @Test
  void groupsNameConnectorsThatAreThere() throws IOException {
    String first = connector("First");
    String second = connector("Second");
    var items = List.of(new ConnectorGroup.Item(second, 2), new ConnectorGroup.Item(first, 1));
    ConnectorGroup group = service.createGroup("Both", items);
    restart();
    assertThat(service.group(group.id())).isEqualTo(group);
    assertThat(service.groups()).containsExactly(group);

    var nobody = List.of(new ConnectorGroup.Item("n".repeat(22), 1));
    refused(Reason.NOT_FOUND, () -> service.createGroup("Bad", nobody), "not there");
    refused(Reason.NOT_FOUND, () -> service.updateGroup(group.id(), "Bad", nobody), "not there");
    assertThat(service.groups()).containsExactly(group);

    service.addNumber(NUMBER, new Use.ToGroup(group.id()), "");
    refused(Reason.CONFLICT, () -> service.deleteGroup(group.id()), "owns " + NUMBER);
    service.removeNumber(NUMBER);
    service.deleteGroup(group.id());
    refused(Reason.NOT_FOUND, () -> service.group(group.id()), "no voice connector group");
  }

  @Test
  void aNumberIsThereOnceAndLeadsSomewhereThatIs() throws IOException {
    String id = connector("Office");
    ConnectorNumber number = service.addNumber("12065550100", new Use.ToConnector(id), "Office");
    service.addNumber("+12065550101", new Use.ToMeetings(), "");
    service.addNumber("+12065550099", new Use.Unassigned(), "");
    restart();

    assertThat(service.number(NUMBER)).isEqualTo(number);
    assertThat(service.numbers())
        .extracting(ConnectorNumber::e164)
        .containsExactly("+12065550099", NUMBER, "+12065550101");
    refused(
        Reason.CONFLICT,
        () -> service.addNumber(NUMBER, new Use.ToMeetings(), ""),
        "there already");
    Use nowhere = new Use.ToConnector("n".repeat(22));
    refused(Reason.NOT_FOUND, () -> service.addNumber("+4930123456", nowhere, ""), "nnnn");
    refused(Reason.NOT_FOUND, () -> service.assign(NUMBER, nowhere), "nnnn");
    assertThat(service.number(NUMBER)).isEqualTo(number);
    refused(Reason.NOT_FOUND, () -> service.removeNumber("+4930123456"), "+4930123456");
  }

  @Test
  void aCallingNameChangesOnceInSevenDays() {
    service.addNumber(NUMBER, new Use.ToMeetings(), "First name");
    service.nameNumber(NUMBER, "Second name");
    clock.pass(Duration.ofDays(7).minusMillis(1));
    refused(Reason.CONFLICT, () -> service.nameNumber(NUMBER, "Third name"), "once in 7 days");
    assertThat(service.nameNumber(NUMBER, "Second name").callingName()).isEqualTo("Second name");

    clock.pass(Duration.ofMillis(1));
    assertThat(service.nameNumber(NUMBER, "Third name").callingName()).isEqualTo("Third name");
  }

  @Test
  void changesAtTheSameTimeAreAllKept() throws Exception {
    String id = connector("Office");
    List<Future<?>> changes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 40; i++) {
        Map<String, String> password = Map.of("pbx" + i, "secret");
        changes.add(threads.submit(() -> service.putCredentials(id, password)));
      }
      for (Future<?> change : changes) {
        change.get();
      }
    }
    assertThat(service.get(id).credentials()).hasSize(40);
  }
}
