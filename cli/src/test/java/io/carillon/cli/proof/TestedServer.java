package io.carillon.cli.proof;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.cli.demo.ServerProcess;
import io.carillon.cli.operator.OperatorClient;
import io.carillon.cli.operator.OperatorException;
import io.carillon.cli.peers.MediaPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A server in a process of its own that listens on loopback with UDP, TCP and TLS. */
final class TestedServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration QUIET = Duration.ofSeconds(60);

  private final Path folder;
  private final ServerProcess process;
  private final MediaPorts media;
  private final HttpClient http = HttpClient.newHttpClient();

  private TestedServer(Path folder, ServerProcess process, MediaPorts media) {
    this.folder = folder;
    this.process = process;
    this.media = media;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param folder gets the data folder and the log
   * @param settings KEY=VALUE
   */
  static TestedServer start(Path folder, String... settings) throws IOException {
    MediaPorts media = MediaPorts.take();
    List<String> all =
        new ArrayList<>(
            List.of(
                "sip.tls.bind=127.0.0.1:0",
                "sip.tcp.bind=127.0.0.1:0",
                "sip.udp.bind=127.0.0.1:0",
                "sip.source-rate=0",
                "h323.bind=127.0.0.1:0",
                "http.bind=127.0.0.1:0",
                "media.ports=" + media,
                "media.srtp=preferred",
                "quality.interval=2s"));
    all.addAll(Arrays.asList(settings));
    List<String> words = new ArrayList<>(List.of("--data", folder.resolve("data").toString()));
    for (String setting : all) {
      words.addAll(List.of("--set", setting));
    }
    Files.createDirectories(folder);
    try {
      ServerProcess process = ServerProcess.start(folder.resolve("server.log"), words);
      return new TestedServer(folder, process, media);
    } catch (IOException e) {
      media.close();
      throw e;
    }
  }

  Path data() {
    return folder.resolve("data");
  }

  Records records() {
    return new Records(data());
  }

  long pid() {
    return process.pid();
  }

  /** As "127.0.0.1:40112". */
  String udp() {
    return address("udp");
  }

  String tcp() {
    return address("tcp");
  }

  String tls() {
    return address("tls");
  }

  /**
   * @param transport udp, tcp or tls
   */
  String address(String transport) {
    return process.ready().path("sip_" + transport).asText();
  }

  /** Call signalling of H.323. */
  String h323() {
    return process.ready().path("h323").asText();
  }

  static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** Every SIP message so far, as the message log has it. */
  String sipLog() throws IOException {
    return Files.readString(
        data().resolve("logs/aws/ChimeVoiceConnectorSipMessages/meetings.jsonl"));
  }

  /** Its log so far. */
  String log() {
    try {
      return Files.readString(folder.resolve("server.log"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes an open meeting and returns its ID. */
  String createMeeting() {
    return createMeeting(false).path("meetingId").asText();
  }

  /** Makes a meeting and returns all that is told of it. */
  JsonNode createMeeting(boolean moderated) {
    try (OperatorClient operator = new OperatorClient(data())) {
      return operator.post(
          "/operator/meetings",
          JsonNodeFactory.instance.objectNode().put("moderated", moderated).put("title", "Proof"));
    } catch (OperatorException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** What the operator is told at a path: "/operator/calls". */
  JsonNode operator(String path) {
    try (OperatorClient operator = new OperatorClient(data())) {
      return operator.get(path);
    } catch (OperatorException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** What /health says. */
  JsonNode health() {
    try {
      return JSON.readTree(get("/health"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One fact of /health: fact("media", "sessions"). */
  long fact(String part, String name) {
    JsonNode value = health().path("parts").path(part).path(name);
    if (!value.isNumber()) {
      throw new AssertionError("/health has no number " + name + " of " + part);
    }
    return value.asLong();
  }

  /** Sum of the samples of a metric at /metrics whose line starts with a text. */
  double metric(String start) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** What Prometheus gets. */
  String metrics() {
    return get("/metrics");
  }

  private String get(String path) {
    try {
      URI uri = URI.create("http://" + process.ready().path("http").asText() + path);
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Waits until no call, session, port or transaction is left. */
  void awaitQuiet() {
    await("an idle server")
        .atMost(QUIET)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () ->
                fact("sip", "calls") == 0
                    && fact("sip", "serverTransactions") == 0
                    && fact("sip", "clientTransactions") == 0
                    && fact("media", "sessions") == 0
                    && fact("media", "meetings") == 0
                    && fact("media", "portPairsInUse") == 0);
  }

  /** Waits until so many calls are in progress. */
  void awaitCalls(int calls) {
    await(calls + " calls")
        .atMost(QUIET)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> fact("sip", "calls") == calls);
  }

  /** Ends it with SIGTERM and returns its exit code. */
  int stop() {
    return process.stop();
  }

  /** Ends it with SIGKILL. */
  void kill() {
    try {
      process.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
    process.close();
    media.close();
  }
}
