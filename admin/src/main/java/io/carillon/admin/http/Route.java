package io.carillon.admin.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A method and a path, such as GET {@code /operator/calls/{id}}, and what answers it.
 *
 * @param handler runs on a virtual thread of the request and may block
 */
public record Route(String method, String path, Handler handler) {

  /** Answers one request. */
  @FunctionalInterface
  public interface Handler {
    HttpAnswer answer(HttpCall call) throws HttpProblem;
  }

  public Route {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(handler, "handler");
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path " + path);
    }
  }

  /** The parameters when the path is this route's, whatever the method. */
  Optional<Map<String, String>> match(List<String> segments) {
    List<String> own = List.of(path.substring(1).split("/", -1));
    if (own.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < own.size(); i++) {
      String segment = own.get(i);
      if (segment.startsWith("{")) {
        parameters.put(segment.substring(1, segment.length() - 1), segments.get(i));
      } else if (!segment.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
