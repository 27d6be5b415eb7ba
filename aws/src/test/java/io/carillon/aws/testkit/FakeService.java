package io.carillon.aws.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.aws.client.AwsAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A service over real HTTP. Every request must be signed for it (Signature Version 4: who, for
 * which region and service, over which headers, and the hash of the body), or it is answered with
 * 403. Can be away and come back on the same port.
 */
public final class FakeService implements AutoCloseable {
  public static final String REGION = "eu-central-1";
  private static final String KEY = "AKIDEXAMPLE";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential="
              + KEY
              + "/\\d{8}/"
              + REGION
              + "/(?<service>[a-z0-9]+)/aws4_request, SignedHeaders=(?<headers>[a-z0-9;-]+),"
              + " Signature=[0-9a-f]{64}");

  private final String signingName;
  private final InetSocketAddress address;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Reply> answers;
  private HttpServer server;

  /** What was asked, headers in lower case. */
  public record Request(
      String method, String path, String query, Map<String, String> headers, String body) {
    /** The operation of the JSON protocols. */
    public String target() {
      return headers.getOrDefault("x-amz-target", "");
    }
  }

  public record Reply(int status, String contentType, String body) {
    public static Reply json(int status, String body) {
      return new Reply(status, "application/x-amz-json-1.1", body);
    }

    /** An error of the JSON protocols. */
    public static Reply error(int status, String code) {
      return json(status, "{\"__type\":\"" + code + "\",\"message\":\"as the test wants it\"}");
    }

    public static Reply xml(int status, String body) {
      return new Reply(status, "application/xml", body);
    }
  }

  public FakeService(String signingName, Function<Request, Reply> answers) throws IOException {
    this.signingName = signingName;
    this.answers = answers;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    this.address = server.getAddress();
    start();
  }

  private void start() {
    server.createContext("/", this::handle);
    server.start();
  }

  public void answers(Function<Request, Reply> newAnswers) {
    this.answers = newAnswers;
  }

  /** Nobody listens any more. */
  public void goAway() {
    server.stop(0);
  }

  public void comeBack() throws IOException {
    server = HttpServer.create(address, 0);
    start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  public AwsAccess access() {
    return access(endpoint());
  }

  public static AwsAccess access(URI endpoint) {
    return new AwsAccess(
        REGION,
        Optional.of(endpoint),
        Optional.of(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, "secret"))));
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** What was wrong with signatures; empty when nothing was. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              exchange.getRequestURI().getQuery(),
              headers,
              new String(body, StandardCharsets.UTF_8));
      Optional<String> complaint = complaint(headers, body);
      complaint.ifPresent(complaints::add);
      requests.add(request);
      Reply reply =
          complaint
              .map(text -> Reply.error(403, "InvalidSignatureException"))
              .orElseGet(() -> answers.apply(request));
      byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", reply.contentType());
      boolean none = answer.length == 0 || request.method().equals("HEAD");
      exchange.sendResponseHeaders(reply.status(), none ? -1 : answer.length);
      if (!none) {
        exchange.getResponseBody().write(answer);
      }
    }
  }

  private Optional<String> complaint(Map<String, String> headers, byte[] body) {
    Matcher matcher = AUTHORIZATION.matcher(headers.getOrDefault("authorization", ""));
    if (!matcher.matches()) {
      return Optional.of("not signed: " + headers);
    }
    if (!matcher.group("service").equals(signingName)) {
      return Optional.of("signed for " + matcher.group("service"));
    }
    List<String> signed = List.of(matcher.group("headers").split(";"));
    if (!signed.containsAll(List.of("host", "x-amz-date"))) {
      return Optional.of("signed headers: " + signed);
    }
    String hash = headers.get("x-amz-content-sha256");
    return hash == null || hash.equals(hex("SHA-256", body)) || hash.equals("UNSIGNED-PAYLOAD")
        ? Optional.empty()
        : Optional.of("content hash " + hash);
  }

  public static String hex(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
