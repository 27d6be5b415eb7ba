package io.carillon.admin.health;

import io.carillon.admin.http.HttpAnswer;
import io.carillon.admin.http.Route;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;

/** GET /metrics in Prometheus' text format. Needs no token: it holds counts, no names of people. */
public final class MetricsRoute {
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;

  public MetricsRoute(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  public Route route() {
    return new Route(
        "GET",
        "/metrics",
        call ->
            new HttpAnswer.Whole(200, FORMAT, registry.scrape().getBytes(StandardCharsets.UTF_8)));
  }
}
