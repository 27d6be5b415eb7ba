package io.carillon.core.trunk;

/**
 * Room that a call took in the throttles. Whoever gets it closes it when the call has ended,
 * answered or not. Thread-safe; only the first close has an effect.
 */
@FunctionalInterface
public interface Permit extends AutoCloseable {
  /** Of what takes no room. */
  Permit NONE = () -> {};

  @Override
  void close();

  /**
   * The call goes to a place of that connector now: it takes room there in place of where it went
   * before.
   *
   * @return false when there is none; everything stays as it was
   */
  default boolean moveTo(String connectorId) {
    return true;
  }
}
