package io.carillon.cli.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The body of a request that changes something: what an option gave; null was not given. */
final class Changes {
  private final ObjectNode body = JsonNodeFactory.instance.objectNode();

  Changes text(String name, String value) {
    if (value != null) {
      body.put(name, value);
    }
    return this;
  }

  Changes number(String name, Integer value) {
    if (value != null) {
      body.put(name, value);
    }
    return this;
  }

  Changes flag(String name, Boolean value) {
    if (value != null) {
      body.put(name, value);
    }
    return this;
  }

  Changes texts(String name, List<String> values) {
    if (values != null) {
      values.forEach(body.putArray(name)::add);
    }
    return this;
  }

  boolean isEmpty() {
    return body.isEmpty();
  }

  ObjectNode body() {
    return body;
  }
}
