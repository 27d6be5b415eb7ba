package io.carillon.cli.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.cli.serve.RunFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks the running server of a data folder, found by its run/server.json. */
public final class OperatorClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final RunFile server;

  public OperatorClient(Path data) throws OperatorException {
    Optional<RunFile> found;
    try {
      found = RunFile.read(data);
    } catch (IOException e) {
      throw new OperatorException(RunFile.path(data) + " cannot be read: " + e.getMessage());
    }
    server =
        found.orElseThrow(
            () ->
                new OperatorException(
                    "no server runs with the data folder "
                        + data
                        + " (start one with `carillon serve --data "
                        + data
                        + "`, or name its folder with --data)"));
  }

  public JsonNode get(String path) throws OperatorException {
    return whole(request(path).GET());
  }

  public JsonNode post(String path, JsonNode body) throws OperatorException {
    return whole(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  public JsonNode patch(String path, JsonNode body) throws OperatorException {
    return whole(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  public JsonNode delete(String path) throws OperatorException {
    return whole(request(path).DELETE());
  }

  /**
   * Hands over each line of an endless answer until the server ends it.
   *
   * @param line false when no more are wanted
   */
  public void follow(String path, Predicate<JsonNode> line) throws OperatorException {
    HttpResponse<java.io.InputStream> response =
        send(request(path).GET(), HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      if (response.statusCode() != 200) {
        throw refused(reader.readLine());
      }
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        if (!text.isBlank() && !line.test(JSON.readTree(text))) {
          return;
        }
      }
    } catch (IOException e) {
      throw new OperatorException("the server stopped answering: " + e.getMessage());
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + server.http() + path))
        .header("Authorization", "Bearer " + server.token());
  }

  private JsonNode whole(HttpRequest.Builder request) throws OperatorException {
    HttpResponse<String> response =
        send(request.timeout(Duration.ofSeconds(30)), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw refused(response.body());
    }
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new OperatorException("the server answered no JSON: " + e.getOriginalMessage());
    }
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
      throws OperatorException {
    try {
      return client.send(request.build(), handler);
    } catch (IOException e) {
      throw new OperatorException(
          "the server at " + server.http() + " does not answer (did it crash?): " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException("interrupted");
    }
  }

  private static OperatorException refused(String body) {
    try {
      return new OperatorException(JSON.readTree(body).path("message").asText(body));
    } catch (JsonProcessingException e) {
      return new OperatorException(body);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
