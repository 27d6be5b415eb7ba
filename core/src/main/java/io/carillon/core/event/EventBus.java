package io.carillon.core.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
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
  private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

  private final List<Function<DomainEvent, CompletableFuture<Void>>> listeners =
      new CopyOnWriteArrayList<>();

  public void subscribe(Consumer<DomainEvent> listener) {
    listeners.add(
        event -> {
          listener.accept(event);
          return NOTHING;
        });
  }

  /**
   * As {@link #subscribe}, for a listener that has still to do with the event when it returns.
   *
   * @param recorder returns what completes when that is done; never fails
   */
  public void record(Function<DomainEvent, CompletableFuture<Void>> recorder) {
    listeners.add(recorder);
  }

  /**
   * Returns when every listener has been told.
   *
   * @return completes when the event is on record with those who keep one
   */
  public CompletionStage<Void> publish(DomainEvent event) {
    List<CompletableFuture<Void>> recording = List.of();
    for (Function<DomainEvent, CompletableFuture<Void>> listener : listeners) {
      try {
        CompletableFuture<Void> recorded = listener.apply(event);
        if (!recorded.isDone()) {
          recording = with(recording, recorded);
        }
      } catch (RuntimeException e) {
        LOG.error("listener {} failed on {}", listener, event.getClass().getSimpleName(), e);
      }
    }
    return switch (recording.size()) {
      case 0 -> NOTHING;
      case 1 -> recording.getFirst();
      default -> CompletableFuture.allOf(recording.toArray(CompletableFuture[]::new));
    };
  }

  private static List<CompletableFuture<Void>> with(
      List<CompletableFuture<Void>> some, CompletableFuture<Void> one) {
    List<CompletableFuture<Void>> all = new ArrayList<>(some);
    all.add(one);
    return all;
  }
}
