package io.carillon.admin.health;

import java.util.Map;

/**
 * One part of the server that can say how it does. Called for each request of /health; must be
 * quick.
 */
@FunctionalInterface
public interface HealthCheck {

  Report check();

  /**
   * @param ok false makes /health answer 503
   * @param facts short facts for operators, in this order
   */
  record Report(boolean ok, Map<String, ?> facts) {}
}
