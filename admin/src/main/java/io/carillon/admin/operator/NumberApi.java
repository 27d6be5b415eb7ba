package io.carillon.admin.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.admin.http.HttpAnswer;
import io.carillon.admin.http.HttpCall;
import io.carillon.admin.http.HttpProblem;
import io.carillon.admin.http.Route;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.ConnectorService;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What the commands {@code carillon number} ask. */
public final class NumberApi {
  private static final String ALL = "/operator/numbers";
  private static final String ONE = ALL + "/{e164}";

  private final OperatorToken token;
  private final ConnectorService service;

  public NumberApi(OperatorToken token, ConnectorService service) {
    this.token = Objects.requireNonNull(token, "token");
    this.service = Objects.requireNonNull(service, "service");
  }

  public List<Route> routes() {
    return List.of(
        route("POST", ALL, this::add),
        route("GET", ALL, call -> list()),
        route("GET", ONE, call -> number(200, service.number(e164(call)))),
        route("PATCH", ONE, this::change),
        route("DELETE", ONE, this::remove));
  }

  private Route route(String method, String path, Route.Handler handler) {
    return ConnectorRoutes.guarded(token, method, path, handler);
  }

  private static String e164(HttpCall call) {
    return call.parameters().get("e164");
  }

  private static HttpAnswer number(int status, ConnectorNumber number) {
    return HttpAnswer.json(status, ConnectorJson.number(number));
  }

  private HttpAnswer add(HttpCall call) throws HttpProblem {
    Body body =
        new Body(
            call,
            "e164PhoneNumber",
            "voiceConnectorId",
            "voiceConnectorGroupId",
            "meetings",
            "callingName");
    String e164 = body.needed("e164PhoneNumber");
    Use use = use(body).orElseGet(Use.Unassigned::new);
    return number(201, service.addNumber(e164, use, body.text("callingName").orElse("")));
  }

  /** Where the number is to lead; empty when nothing is said of it. */
  private static Optional<Use> use(Body body) throws HttpProblem {
    Optional<String> connector = body.text("voiceConnectorId");
    Optional<String> group = body.text("voiceConnectorGroupId");
    Optional<Boolean> meetings = body.flag("meetings");
    boolean toMeetings = meetings.orElse(false);
    if ((connector.isPresent() ? 1 : 0) + (group.isPresent() ? 1 : 0) + (toMeetings ? 1 : 0) > 1) {
      throw new HttpProblem(400, "a number leads to a connector, to a group or to the meetings");
    }
    if (connector.isPresent()) {
      return Optional.of(new Use.ToConnector(connector.get()));
    }
    if (group.isPresent()) {
      return Optional.of(new Use.ToGroup(groupId(group.get())));
    }
    return meetings.map(to -> to ? new Use.ToMeetings() : new Use.Unassigned());
  }

  static UUID groupId(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("there is no voice connector group with the ID " + text);
    }
  }

  /** Where it leads, its calling name, or both. */
  private HttpAnswer change(HttpCall call) throws HttpProblem {
    Body body =
        new Body(call, "voiceConnectorId", "voiceConnectorGroupId", "meetings", "callingName");
    Optional<Use> use = use(body);
    Optional<String> name = body.text("callingName");
    ConnectorNumber number = service.number(e164(call));
    if (name.isPresent()) {
      number = service.nameNumber(number.e164(), name.get());
    }
    if (use.isPresent()) {
      number = service.assign(number.e164(), use.get());
    }
    return number(200, number);
  }

  private HttpAnswer list() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    service.numbers().forEach(number -> list.add(ConnectorJson.number(number)));
    return HttpAnswer.json(200, list);
  }

  private HttpAnswer remove(HttpCall call) {
    ConnectorNumber number = service.number(e164(call));
    service.removeNumber(number.e164());
    return number(200, number);
  }
}
