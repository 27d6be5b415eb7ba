package io.carillon.cli.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** One server of ours that takes what is sent to any of Amazon's services and keeps it. */
final class AmazonStub implements AutoCloseable {
  private static final Pattern SNS_ID =
      Pattern.compile("PublishBatchRequestEntries\\.member\\.\\d+\\.Id=(\\d+)");

  private final ObjectMapper mapper = new ObjectMapper();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer services;

  /** A request: its operation, or method and path, with who signed it. */
  record Asked(String what, String authorization, String body) {}

  private AmazonStub(HttpServer services) {
    this.services = services;
  }

  static AmazonStub start(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    AmazonStub stub = new AmazonStub(HttpServer.create(address, 0));
    stub.services.createContext("/", stub::answer);
    stub.services.start();
    return stub;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Bodies of the requests whose operation, or method and path, starts so; in order. */
  List<String> bodies(String what) {
    return asked.stream().filter(a -> a.what().startsWith(what)).map(Asked::body).toList();
  }

  @Override
  public void close() {
    services.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String what = target;
      if (target == null && body.startsWith("Action=")) {
        what = body.substring(0, body.indexOf('&'));
      } else if (target == null) {
        what = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      }
      asked.add(new Asked(what, exchange.getRequestHeaders().getFirst("Authorization"), body));
      byte[] answer = answer(what, body).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      if (answer.length > 0) {
        exchange.getResponseBody().write(answer);
      }
    }
  }

  private String answer(String what, String body) throws IOException {
    return switch (what) {
      case "AWSEvents.PutEvents" -> {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("FailedEntryCount", 0);
        ArrayNode entries = answer.putArray("Entries");
        mapper.readTree(body).path("Entries").forEach(e -> entries.addObject().put("EventId", "1"));
        yield answer.toString();
      }
      case "AmazonSQS.SendMessageBatch" -> {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = answer.putArray("Successful");
        for (JsonNode entry : mapper.readTree(body).path("Entries")) {
          entries
              .addObject()
              .put("Id", entry.path("Id").asText())
              .put("MessageId", "1")
              .put("MD5OfMessageBody", md5(entry.path("MessageBody").asText()));
        }
        yield answer.toString();
      }
      case "Action=PublishBatch" -> {
        StringBuilder members = new StringBuilder();
        SNS_ID
            .matcher(body)
            .results()
            .forEach(id -> members.append("<member><Id>" + id.group(1) + "</Id></member>"));
        yield "<PublishBatchResponse><PublishBatchResult><Successful>"
            + members
            + "</Successful></PublishBatchResult></PublishBatchResponse>";
      }
      default -> what.startsWith("PUT ") ? "" : "{}";
    };
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
