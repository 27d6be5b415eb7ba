package io.carillon.admin.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.admin.http.HttpAnswer;
import io.carillon.admin.http.Route;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * GET /health: 200 when every part is well, else 503, with the facts of each part. Needs no token.
 */
public final class HealthRoute {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String version;
  private final Map<String, HealthCheck> checks;

  public HealthRoute(String version, Map<String, HealthCheck> checks) {
    this.version = version;
    this.checks = new LinkedHashMap<>(checks);
  }

  public Route route() {
    return new Route("GET", "/health", call -> answer());
  }

  private HttpAnswer answer() {
    ObjectNode body = JSON.createObjectNode();
    boolean ok = true;
    ObjectNode parts = JSON.createObjectNode();
    for (Map.Entry<String, HealthCheck> check : checks.entrySet()) {
      HealthCheck.Report report = check.getValue().check();
      ok &= report.ok();
      ObjectNode part = parts.putObject(check.getKey()).put("ok", report.ok());
      part.setAll((ObjectNode) JSON.valueToTree(report.facts()));
    }
    body.put("status", ok ? "ok" : "failing").put("version", version).set("parts", parts);
    return HttpAnswer.json(ok ? 200 : 503, body);
  }
}
