package io.carillon.admin.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.admin.http.HttpAnswer;
import io.carillon.admin.http.HttpCall;
import io.carillon.admin.http.HttpProblem;
import io.carillon.admin.http.Route;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorException;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.ConnectorService;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
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
        route("POST", "/operator/numbers", this::addNumber),
        route("GET", "/operator/numbers", call -> listNumbers()),
        route("DELETE", "/operator/numbers/{e164}", this::removeNumber));
  }

  private Route route(String method, String path, Route.Handler handler) {
    return token.guard(
        method,
        path,
        call -> {
          try {
            return handler.answer(call);
          } catch (IllegalArgumentException e) {
            throw new HttpProblem(400, e.getMessage());
          } catch (ConnectorException e) {
            throw new HttpProblem(
                switch (e.reason()) {
                  case NOT_FOUND -> 404;
                  case CONFLICT -> 409;
                },
                e.getMessage());
          }
        });
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

  private HttpAnswer addNumber(HttpCall call) throws HttpProblem {
    Body body =
        new Body(
            call,
            "e164PhoneNumber",
            "voiceConnectorId",
            "voiceConnectorGroupId",
            "meetings",
            "callingName");
    String e164 = body.needed("e164PhoneNumber");
    return HttpAnswer.json(
        201,
        ConnectorJson.number(
            service.addNumber(e164, use(body), body.text("callingName").orElse(""))));
  }

  private static Use use(Body body) throws HttpProblem {
    Optional<String> connector = body.text("voiceConnectorId");
    Optional<String> group = body.text("voiceConnectorGroupId");
    boolean meetings = body.flag("meetings").orElse(false);
    if ((connector.isPresent() ? 1 : 0) + (group.isPresent() ? 1 : 0) + (meetings ? 1 : 0) > 1) {
      throw new HttpProblem(400, "a number leads to a connector, to a group or to the meetings");
    }
    if (connector.isPresent()) {
      return new Use.ToConnector(connector.get());
    }
    if (group.isPresent()) {
      return new Use.ToGroup(UUID.fromString(group.get()));
    }
    return meetings ? new Use.ToMeetings() : new Use.Unassigned();
  }

  private HttpAnswer listNumbers() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    service.numbers().forEach(number -> list.add(ConnectorJson.number(number)));
    return HttpAnswer.json(200, list);
  }

  private HttpAnswer removeNumber(HttpCall call) {
    ConnectorNumber number = service.number(call.parameters().get("e164"));
    service.removeNumber(number.e164());
    return HttpAnswer.json(200, ConnectorJson.number(number));
  }
}
