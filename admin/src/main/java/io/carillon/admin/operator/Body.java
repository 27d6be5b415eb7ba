package io.carillon.admin.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.admin.http.HttpCall;
import io.carillon.admin.http.HttpProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The members of a request's JSON object, each of the type that is asked for or absent. */
final class Body {
  private static final int MOST_ELEMENTS = 1000;

  private final JsonNode json;

  /**
   * @param known the members it may have
   */
  Body(HttpCall call, String... known) throws HttpProblem {
    json = call.json();
    TreeSet<String> unknown = new TreeSet<>();
    json.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(List.of(known));
    if (!unknown.isEmpty()) {
      throw new HttpProblem(
          400, unknown.first() + ": not known here; known: " + String.join(", ", known));
    }
  }

  Optional<String> text(String name) throws HttpProblem {
    return text(name, json.path(name));
  }

  private static Optional<String> text(String name, JsonNode node) throws HttpProblem {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw new HttpProblem(400, name + ": must be text");
    }
    return Optional.of(node.textValue());
  }

  String needed(String name) throws HttpProblem {
    return text(name).orElseThrow(() -> new HttpProblem(400, name + ": is needed"));
  }

  Optional<Boolean> flag(String name) throws HttpProblem {
    JsonNode node = json.path(name);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isBoolean()) {
      throw new HttpProblem(400, name + ": must be true or false");
    }
    return Optional.of(node.booleanValue());
  }

  Optional<Integer> number(String name) throws HttpProblem {
    JsonNode node = json.path(name);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.canConvertToInt() || !node.isIntegralNumber()) {
      throw new HttpProblem(400, name + ": must be a whole number");
    }
    return Optional.of(node.intValue());
  }

  Optional<List<String>> texts(String name) throws HttpProblem {
    JsonNode node = json.path(name);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isArray() || node.size() > MOST_ELEMENTS) {
      throw new HttpProblem(400, name + ": must be a list of at most " + MOST_ELEMENTS);
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : node) {
      texts.add(text(name, element).orElseThrow());
    }
    return Optional.of(texts);
  }
}
