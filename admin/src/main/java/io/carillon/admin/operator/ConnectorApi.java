package io.carillon.admin.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.admin.http.HttpAnswer;
import io.carillon.admin.http.HttpCall;
import io.carillon.admin.http.HttpProblem;
import io.carillon.admin.http.Route;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorService;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The operator commands' API for voice connectors and numbers. A PATCH changes the members it names
 * and leaves the others; a list is replaced as a whole. Every route wants the operator token.
 */
public final class ConnectorApi {
  private final OperatorToken token;
  private final ConnectorService service;

  public ConnectorApi(OperatorToken token, ConnectorService service) {
    this.token = Objects.requireNonNull(token, "token");
    this.service = Objects.requireNonNull(service, "service");
  }

  public List<Route> routes() {
    String one = "/operator/connectors/{id}";
    return List.of(
        route("POST", "/operator/connectors", this::create),
        route("GET", "/operator/connectors", call -> list()),
        route("GET", one, call -> connector(200, service.get(id(call)))),
        route("PATCH", one, this::update),
        route("DELETE", one, this::delete),
        route("PATCH", one + "/termination", call -> change(call, ConnectorChanges::termination)),
        route(
            "DELETE",
            one + "/termination",
            call -> connector(200, service.deleteTermination(id(call)))),
        route("PATCH", one + "/origination", call -> change(call, ConnectorChanges::origination)),
        route(
            "DELETE",
            one + "/origination",
            call -> connector(200, service.deleteOrigination(id(call)))),
        route("PATCH", one + "/streaming", call -> change(call, ConnectorChanges::streaming)),
        route(
            "DELETE",
            one + "/streaming",
            call -> connector(200, service.deleteStreaming(id(call)))),
        route("PATCH", one + "/logging", call -> change(call, ConnectorChanges::logging)),
        route("PATCH", one + "/emergency", call -> change(call, ConnectorChanges::emergency)),
        route(
            "DELETE",
            one + "/emergency",
            call -> connector(200, service.deleteEmergencyCalling(id(call)))));
  }

  private Route route(String method, String path, Route.Handler handler) {
    return ConnectorRoutes.guarded(token, method, path, handler);
  }

  private static String id(HttpCall call) {
    return call.parameters().get("id");
  }

  private static HttpAnswer connector(int status, ConfiguredConnector connector) {
    return HttpAnswer.json(status, ConnectorJson.connector(connector));
  }

  private HttpAnswer create(HttpCall call) throws HttpProblem {
    Body body = new Body(call, "name", "requireEncryption", "region");
    return connector(
        201,
        service.create(
            body.needed("name"),
            body.flag("requireEncryption").orElse(false),
            body.text("region")));
  }

  private HttpAnswer list() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    service.list().forEach(connector -> list.add(ConnectorJson.connector(connector)));
    return HttpAnswer.json(200, list);
  }

  private HttpAnswer update(HttpCall call) throws HttpProblem {
    Body body = new Body(call, "name", "requireEncryption");
    return connector(
        200, service.update(id(call), body.text("name"), body.flag("requireEncryption")));
  }

  private HttpAnswer delete(HttpCall call) {
    ConfiguredConnector connector = service.get(id(call));
    service.delete(id(call));
    return connector(200, connector);
  }

  /** Reads a change of settings out of a request. */
  @FunctionalInterface
  private interface ChangeReader {
    UnaryOperator<ConfiguredConnector> read(HttpCall call) throws HttpProblem;
  }

  private HttpAnswer change(HttpCall call, ChangeReader reader) throws HttpProblem {
    return connector(200, service.change(id(call), reader.read(call)));
  }
}
