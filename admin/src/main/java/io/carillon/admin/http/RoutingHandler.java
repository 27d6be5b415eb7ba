package io.carillon.admin.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request and writes its answer; errors are JSON with a {@code message}. */
final class RoutingHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(RoutingHandler.class);

  private final List<Route> routes;

  RoutingHandler(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    HttpAnswer answer = answer(request, response);
    response.setStatus(answer.status());
    response.getHeaders().put("Cache-Control", "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    switch (answer) {
      case HttpAnswer.Whole whole -> {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, whole.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, whole.body().length);
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
          out.write(whole.body());
        }
      }
      case HttpAnswer.Streamed streamed -> {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, streamed.contentType());
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
          streamed.writer().write(out);
        } catch (EofException e) {
          LOG.debug("the reader of {} went away", request.getHttpURI().getPath());
        }
      }
    }
    callback.succeeded();
    return true;
  }

  private HttpAnswer answer(Request request, Response response) throws IOException {
    List<String> segments;
    try {
      segments = segments(request.getHttpURI());
    } catch (IllegalArgumentException e) {
      return problem(400, "the path is not well formed");
    }
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = route.match(segments);
      if (parameters.isEmpty()) {
        continue;
      }
      methods.add(route.method());
      if (route.method().equals(request.getMethod())) {
        return answer(route, parameters.get(), request);
      }
    }
    if (methods.isEmpty()) {
      return problem(404, "nothing is served at this path");
    }
    response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", methods));
    return problem(405, "allowed here: " + String.join(", ", methods));
  }

  private static HttpAnswer answer(Route route, Map<String, String> parameters, Request request)
      throws IOException {
    byte[] body = Content.Source.asInputStream(request).readAllBytes();
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    try {
      return route
          .handler()
          .answer(new HttpCall(parameters, authorization == null ? "" : authorization, body));
    } catch (HttpProblem problem) {
      return problem(problem.status(), problem.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", route.method(), route.path(), e);
      return problem(500, "the server failed; its log says why");
    }
  }

  private static List<String> segments(HttpURI uri) {
    String path = uri.getCanonicalPath();
    if (path == null || !path.startsWith("/")) { // OPTIONS * has none
      throw new IllegalArgumentException("no path");
    }
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(1).split("/", -1)) {
      segments.add(URIUtil.decodePath(segment));
    }
    return segments;
  }

  private static HttpAnswer problem(int status, String message) {
    return HttpAnswer.json(status, JsonNodeFactory.instance.objectNode().put("message", message));
  }
}
