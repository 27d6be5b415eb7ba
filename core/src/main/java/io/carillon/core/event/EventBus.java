package io.carillon.core.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each event to every listener, in the order of subscription, on the publisher's thread.
 *
 * <p>Thread-safe. Listeners must not block; one that does I/O puts a bounded queue in between. A
 * listener that throws is logged and does not keep the event from the others.
 */
public final class EventBus {
  private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

  private final List<Consumer<DomainEvent>> listeners = new CopyOnWriteArrayList<>();

  public void subscribe(Consumer<DomainEvent> listener) {
    listeners.add(listener);
  }

  public void publish(DomainEvent event) {
    for (Consumer<DomainEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.error("listener {} failed on {}", listener, event.getClass().getSimpleName(), e);
      }
    }
  }
}
