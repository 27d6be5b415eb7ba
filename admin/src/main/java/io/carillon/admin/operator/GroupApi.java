package io.carillon.admin.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.admin.http.HttpAnswer;
import io.carillon.admin.http.HttpCall;
import io.carillon.admin.http.HttpProblem;
import io.carillon.admin.http.Route;
import io.carillon.core.connector.ConnectorGroup;
import io.carillon.core.connector.ConnectorService;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What the commands {@code carillon group} ask. */
public final class GroupApi {
  private static final String ALL = "/operator/groups";
  private static final String ONE = ALL + "/{id}";

  private final OperatorToken token;
  private final ConnectorService service;

  public GroupApi(OperatorToken token, ConnectorService service) {
    this.token = Objects.requireNonNull(token, "token");
    this.service = Objects.requireNonNull(service, "service");
  }

  public List<Route> routes() {
    return List.of(
        route("POST", ALL, this::create),
        route("GET", ALL, call -> list()),
        route("GET", ONE, call -> group(200, service.group(id(call)))),
        route("PATCH", ONE, this::update),
        route("DELETE", ONE, this::delete));
  }

  private Route route(String method, String path, Route.Handler handler) {
    return ConnectorRoutes.guarded(token, method, path, handler);
  }

  private static UUID id(HttpCall call) {
    return NumberApi.groupId(call.parameters().get("id"));
  }

  private static HttpAnswer group(int status, ConnectorGroup group) {
    return HttpAnswer.json(status, ConnectorJson.group(group));
  }

  private static Optional<List<ConnectorGroup.Item>> items(Body body) throws HttpProblem {
    return body.texts("voiceConnectorItems")
        .map(list -> list.stream().map(ConnectorGroup.Item::parse).toList());
  }

  private HttpAnswer create(HttpCall call) throws HttpProblem {
    Body body = new Body(call, "name", "voiceConnectorItems");
    return group(201, service.createGroup(body.needed("name"), items(body).orElseGet(List::of)));
  }

  private HttpAnswer list() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    service.groups().forEach(group -> list.add(ConnectorJson.group(group)));
    return HttpAnswer.json(200, list);
  }

  private HttpAnswer update(HttpCall call) throws HttpProblem {
    Body body = new Body(call, "name", "voiceConnectorItems");
    Optional<List<ConnectorGroup.Item>> items = items(body);
    ConnectorGroup old = service.group(id(call));
    return group(
        200,
        service.updateGroup(
            old.id(), body.text("name").orElseGet(old::name), items.orElseGet(old::items)));
  }

  private HttpAnswer delete(HttpCall call) {
    ConnectorGroup group = service.group(id(call));
    service.deleteGroup(group.id());
    return group(200, group);
  }
}
