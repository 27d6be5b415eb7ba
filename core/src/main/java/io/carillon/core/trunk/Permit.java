package io.carillon.core.trunk;

/**
 * Room that a call took in the throttles. Whoever gets it closes it when the call has ended,
 * answered or not. Thread-safe; only the first close has an effect.
 */
@FunctionalInterface
public interface Permit extends AutoCloseable {
  @Override
  void close();
}
