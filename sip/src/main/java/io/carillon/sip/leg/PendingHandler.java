package io.carillon.sip.leg;

/** Takes over calls that wait for an answer. */
@FunctionalInterface
public interface PendingHandler {

  /**
   * Called once, when the caller was told 100 and the leg has media ports. Must return at once. Not
   * called for calls that cannot be answered at all (no common codec, session timer too short).
   */
  void pending(PendingCall call);

  /**
   * Called once in place of {@link #pending}, when the call came to nothing before: no common
   * codec, no ports, a timer too short, no transaction. Whoever took room for the call gives it
   * back.
   */
  default void unanswerable() {}
}
