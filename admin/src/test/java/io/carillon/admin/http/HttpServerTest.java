package io.carillon.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.core.config.BindAddress;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private final HttpServer server =
      new HttpServer(
          new BindAddress("127.0.0.1", 0),
          List.of(
              new Route(
                  "GET",
                  "/things/{id}",
                  call -> HttpAnswer.text(200, "thing " + call.parameters().get("id"))),
              new Route(
                  "POST",
                  "/things",
                  call ->
                      HttpAnswer.json(
                          201,
                          JsonNodeFactory.instance
                              .objectNode()
                              .put("name", call.json().path("name").asText()))),
              new Route(
                  "GET",
                  "/broken",
                  call -> {
                    throw new IllegalStateException("a bug");
                  }),
              new Route(
                  "GET",
                  "/lines",
                  call ->
                      new HttpAnswer.Streamed(
                          200,
                          "text/plain",
                          out -> {
                            out.write("one\n".getBytes(StandardCharsets.UTF_8));
                            out.flush();
                            out.write("two\n".getBytes(StandardCharsets.UTF_8));
                          }))));
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.address().getPort() + path));
  }

  @Test
  void a_route_gets_its_path_parameters() throws Exception {
    HttpResponse<String> response = send(to("/things/a%20b"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("thing a b");
  }

  @Test
  void json_goes_in_and_out() throws Exception {
    HttpResponse<String> response =
        send(to("/things").POST(BodyPublishers.ofString("{\"name\":\"x\"}")));
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("{\"name\":\"x\"}");
  }

  @Test
  void bad_json_is_answered_with_what_is_wrong() throws Exception {
    for (String bad : List.of("{", "[]", "\"x\"", "{\"a\":}")) {
      HttpResponse<String> response = send(to("/things").POST(BodyPublishers.ofString(bad)));
      assertThat(response.statusCode()).as(bad).isEqualTo(400);
      assertThat(response.body()).contains("\"message\":\"the body ");
    }
  }

  @Test
  void unknown_paths_and_methods_are_told_apart() throws Exception {
    assertThat(send(to("/nothing")).statusCode()).isEqualTo(404);
    HttpResponse<String> response = send(to("/things").DELETE());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void a_bug_in_a_route_is_a_500_without_its_details() throws Exception {
    HttpResponse<String> response = send(to("/broken"));
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("a bug");
  }

  @Test
  void an_answer_can_be_streamed() throws Exception {
    assertThat(send(to("/lines")).body()).isEqualTo("one\ntwo\n");
  }

  @Test
  void a_body_over_the_limit_is_refused() throws Exception {
    byte[] large = new byte[HttpServer.BODY_LIMIT + 1];
    assertThat(send(to("/things").POST(BodyPublishers.ofByteArray(large))).statusCode())
        .isEqualTo(413);
  }

  @Test
  void a_request_without_a_usable_path_is_a_400() throws Exception {
    for (String target : List.of("OPTIONS *", "GET /things/%zz", "GET /../x")) {
      try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
        String request = target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .as(target)
            .startsWith("HTTP/1.1 400 ");
      }
    }
  }

  @Test
  void nonsense_on_the_socket_gets_a_400_and_harms_nobody() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      socket
          .getOutputStream()
          .write("INVITE sip:x SIP/2.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 ");
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
    assertThat(send(to("/things/1")).statusCode()).isEqualTo(200);
  }
}
