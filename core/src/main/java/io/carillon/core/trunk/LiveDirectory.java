package io.carillon.core.trunk;

import io.carillon.core.connector.ConnectorService;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The directory as it is now. It is read from the store as a whole at the start and after each
 * change, before the change is told to whoever made it; looking it up never touches the store.
 * Thread-safe.
 */
public final class LiveDirectory implements Supplier<ConnectorDirectory> {
  private final ConnectorService service;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile ConnectorDirectory now;

  /** Reads the store, blocking, and follows it from now on. */
  public LiveDirectory(ConnectorService service) {
    this.service = Objects.requireNonNull(service, "service");
    service.onChange(this::read);
    read();
  }

  /** One at a time, so that the last one to read leaves what it read, with every change before. */
  private synchronized void read() {
    now = new ConnectorDirectory(service.list(), service.groups(), service.numbers());
    listeners.forEach(Runnable::run);
  }

  @Override
  public ConnectorDirectory get() {
    return now;
  }

  /** Is told after each change; must not block. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
