package io.carillon.core.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorGroup;
import io.carillon.core.connector.ConnectorIds;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.ConnectorService;
import io.carillon.core.connector.ConnectorStore;
import io.carillon.core.store.Database;
import io.carillon.core.store.SqlConnectorStore;
import io.carillon.core.testkit.HandClock;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was told to be changed holds for the next call. */
@Timeout(60)
class LiveDirectoryTest {
  private static final String NUMBER = "+12065550100";

  @TempDir Path data;
  private Database database;
  private ConnectorService service;
  private LiveDirectory directory;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(data);
    service = service(new SqlConnectorStore(database));
    directory = new LiveDirectory(service);
  }

  private static ConnectorService service(ConnectorStore store) {
    return new ConnectorService(
        store, new ConnectorIds(new SecureRandom()), new HandClock(), "example.org", "us-east-1");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void eachChangeIsSeenAtOnce() {
    ConfiguredConnector made = service.create("Office", false, Optional.empty());
    String id = made.connector().id();
    String host = made.connector().outboundHostName();
    assertThat(directory.get().called(host)).contains(made);

    service.addNumber(NUMBER, new Use.ToConnector(id), "");
    assertThat(directory.get().owns(made, NUMBER)).isTrue();

    service.putTermination(id, TrunkFixture.termination("192.0.2.0/24", "US"));
    assertThat(directory.get().calledFrom(InetAddress.ofLiteral("192.0.2.7"))).hasSize(1);

    service.putOrigination(id, TrunkFixture.origination("pbx.example:5060/udp"));
    assertThat(directory.get().routes())
        .extracting(RoutePlace::name)
        .containsExactly("pbx.example:5060/udp");

    ConnectorGroup group = service.createGroup("G", List.of(new ConnectorGroup.Item(id, 1)));
    service.assign(NUMBER, new Use.ToGroup(group.id()));
    assertThat(directory.get().owns(made, NUMBER)).isTrue();
    service.updateGroup(group.id(), "G", List.of());
    assertThat(directory.get().owns(made, NUMBER)).isFalse();

    service.nameNumber(NUMBER, "ACME");
    assertThat(directory.get().number(NUMBER).orElseThrow().callingName()).isEqualTo("ACME");

    service.removeNumber(NUMBER);
    assertThat(directory.get().number(NUMBER)).isEmpty();
    service.deleteGroup(group.id());
    service.delete(id);
    assertThat(directory.get().called(host)).isEmpty();
    assertThat(directory.get().ids()).isEmpty();
  }

  @Test
  void whatIsInTheStoreIsThereFromTheStart() {
    ConfiguredConnector made = service.create("Office", false, Optional.empty());
    LiveDirectory second = new LiveDirectory(service);
    assertThat(second.get().connector(made.connector().id())).contains(made);
  }

  @Test
  void changesAtTheSameTimeAreAllSeen() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<ConfiguredConnector>> made =
          IntStream.range(0, 20)
              .mapToObj(i -> threads.submit(() -> service.create("C" + i, false, Optional.empty())))
              .toList();
      for (Future<ConfiguredConnector> each : made) {
        assertThat(directory.get().ids().size()).isBetween(0, 20);
        assertThat(each.get()).isNotNull();
      }
    }
    assertThat(directory.get().ids()).hasSize(20);
  }

  @Test
  void aNumberCostsOneReadHoweverManyThereAre() {
    Map<String, Integer> reads = new ConcurrentHashMap<>();
    ConnectorService counted = service(counting(new SqlConnectorStore(database), reads));
    LiveDirectory many = new LiveDirectory(counted);
    String id = counted.create("Office", false, Optional.empty()).connector().id();
    int[] told = new int[1];
    many.onChange(() -> told[0]++);
    reads.clear();

    for (int i = 0; i < 10_000; i++) {
      counted.addNumber("+1206" + (5_550_000 + i), new Use.ToConnector(id), "");
    }

    assertThat(reads).isEqualTo(Map.of("addNumber", 10_000, "findNumber", 10_000));
    assertThat(told[0]).as("what hangs on connectors has nothing to do").isZero();
    ConfiguredConnector office = many.get().connector(id).orElseThrow();
    assertThat(many.get().owns(office, "+12065550000")).isTrue();
    assertThat(many.get().owns(office, "+12065559999")).isTrue();

    reads.clear();
    counted.update(id, Optional.of("Branch"), Optional.empty());
    assertThat(reads).isEqualTo(Map.of("change", 1, "find", 1));
  }

  /** Counts the calls of each method. */
  private static ConnectorStore counting(ConnectorStore store, Map<String, Integer> calls) {
    return (ConnectorStore)
        Proxy.newProxyInstance(
            ConnectorStore.class.getClassLoader(),
            new Class<?>[] {ConnectorStore.class},
            (proxy, method, arguments) -> {
              calls.merge(method.getName(), 1, Integer::sum);
              return method.invoke(store, arguments);
            });
  }

  @Test
  void listenersAreToldAfterTheSwap() {
    int[] seen = new int[1];
    directory.onChange(() -> seen[0] = directory.get().ids().size());
    service.create("Office", false, Optional.empty());
    assertThat(seen[0]).isEqualTo(1);
  }
}
