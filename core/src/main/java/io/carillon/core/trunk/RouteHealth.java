package io.carillon.core.trunk;

/** Which routes answer of late. Thread-safe and quick. */
@FunctionalInterface
public interface RouteHealth {

  /**
   * False when the route has not answered of late, so that it is tried last.
   *
   * @param routeName as in {@link TrunkTarget}
   */
  boolean up(String routeName);
}
