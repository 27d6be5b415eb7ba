package io.carillon.benchmarks.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The HTTP API of a janus on this machine: sessions, plugin handles, messages and their events. */
final class JanusApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;

  JanusApi(int port) {
    this.root = "http://127.0.0.1:" + port + "/janus";
  }

  /** Whether it answers. */
  boolean answers() throws IOException {
    try {
      return get(root + "/info").path("janus").asText().equals("server_info");
    } catch (java.net.ConnectException e) {
      return false;
    }
  }

  /** Opens a session. */
  Session session() throws IOException {
    return new Session(root + "/" + post(root, command("create")).path("data").path("id").asLong());
  }

  private static ObjectNode command(String name) {
    return JsonNodeFactory.instance.objectNode().put("janus", name).put("transaction", name);
  }

  private JsonNode post(String uri, JsonNode body) throws IOException {
    JsonNode answer =
        send(
            HttpRequest.newBuilder(URI.create(uri))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    if (answer.path("janus").asText().equals("error")) {
      throw new IOException("janus refused " + body + ": " + answer.path("error"));
    }
    return answer;
  }

  private JsonNode get(String uri) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(uri)).GET());
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException {
    try {
      return JSON.readTree(
          client
              .send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString())
              .body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /** A session; used by one thread. */
  final class Session {
    private final String uri;

    private Session(String uri) {
      this.uri = uri;
    }

    /** Attaches to a plugin and returns the handle. */
    long attach(String plugin) throws IOException {
      return post(uri, command("attach").put("plugin", plugin)).path("data").path("id").asLong();
    }

    /** Sends a request that is answered at once. */
    void ask(long handle, ObjectNode body) throws IOException {
      accepted(post(uri + "/" + handle, message(body)).path("plugindata").path("data"));
    }

    /** Sends a request that is answered by an event, and waits for that. */
    JsonNode tell(long handle, ObjectNode body) throws IOException {
      post(uri + "/" + handle, message(body));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        for (JsonNode event : get(uri + "?maxev=50")) {
          // Everyone is told of everyone: what answers us has our transaction.
          if (event.path("sender").asLong() == handle && event.has("transaction")) {
            return accepted(event.path("plugindata").path("data"));
          }
        }
      }
      throw new IOException("janus did not answer " + body);
    }

    private ObjectNode message(ObjectNode body) {
      ObjectNode message = command("message");
      message.set("body", body);
      return message;
    }

    private static JsonNode accepted(JsonNode data) throws IOException {
      if (data.has("error")) {
        throw new IOException("janus: " + data.path("error").asText());
      }
      return data;
    }

    /** Ends it and with it all its handles. */
    void destroy() throws IOException {
      post(uri, command("destroy"));
    }
  }
}
