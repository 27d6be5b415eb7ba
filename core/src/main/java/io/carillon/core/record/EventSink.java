package io.carillon.core.record;

/**
 * Where events go: JSON-lines files under the data folder, or EventBridge.
 *
 * <p>Thread-safe and never blocking: what cannot be taken is counted by the sink.
 */
@FunctionalInterface
public interface EventSink {

  void put(EventEnvelope event);
}
