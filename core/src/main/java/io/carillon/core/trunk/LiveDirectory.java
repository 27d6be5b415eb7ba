package io.carillon.core.trunk;

import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorChange;
import io.carillon.core.connector.ConnectorGroup;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The directory as it is now. It is read from the store as a whole at the start; after each change
 * only what was changed is read again, before the change is told to whoever made it. Looking it up
 * never touches the store. Thread-safe.
 */
public final class LiveDirectory implements Supplier<ConnectorDirectory> {
  private final ConnectorService service;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, ConfiguredConnector> connectors = new HashMap<>();
  private final Map<UUID, ConnectorGroup> groups = new HashMap<>();

  /** Shared by all directories: there are many, and each is looked up by itself. */
  private final Map<String, ConnectorNumber> numbers = new ConcurrentHashMap<>();

  private volatile ConnectorDirectory now;

  /** Reads the store, blocking, and follows it from now on. */
  public LiveDirectory(ConnectorService service) {
    this.service = Objects.requireNonNull(service, "service");
    service.onChange(this::changed);
    readAll();
  }

  private synchronized void readAll() {
    service.list().forEach(connector -> connectors.put(connector.connector().id(), connector));
    service.groups().forEach(group -> groups.put(group.id(), group));
    service.numbers().forEach(number -> numbers.put(number.e164(), number));
    build();
  }

  /** One at a time, so that the last one to read leaves what it read. */
  private synchronized void changed(ConnectorChange change) {
    switch (change) {
      case ConnectorChange.OfNumber(String e164) ->
          put(numbers, e164, service.findNumber(e164)); // nothing else hangs on it
      case ConnectorChange.OfConnector(String id) -> {
        put(connectors, id, service.find(id));
        build();
      }
      case ConnectorChange.OfGroup(UUID id) -> {
        put(groups, id, service.findGroup(id));
        build();
      }
    }
  }

  private static <K, V> void put(Map<K, V> map, K key, Optional<V> value) {
    value.ifPresentOrElse(there -> map.put(key, there), () -> map.remove(key));
  }

  private void build() {
    now = new ConnectorDirectory(connectors.values(), groups.values(), numbers);
    listeners.forEach(Runnable::run);
  }

  @Override
  public ConnectorDirectory get() {
    return now;
  }

  /** Is told after each change of a connector or group; must not block. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
