package io.carillon.aws.video;

import com.amazonaws.kinesisvideo.parser.mkv.MkvElementVisitException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.aws.testkit.FakeService;
import io.carillon.aws.testkit.SignatureV4;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/**
 * Kinesis Video Streams on a socket: CreateStream, DescribeStream, GetDataEndpoint and PutMedia,
 * signatures checked, the stream read with Amazon's parser library, acknowledgements as JSON in
 * chunks. It does what a script says wrong: answers with an error, says ERROR, falls silent, cuts
 * the connection.
 */
final class FakeVideoService implements AutoCloseable {
  static final SignatureV4.Expected SIGNED =
      new SignatureV4.Expected("AKIDEXAMPLE", "secret", FakeService.REGION, "kinesisvideo");

  private final ServerSocketFactory sockets;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Map<String, String> streams = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<Stored> stored = new CopyOnWriteArrayList<>();
  private final AtomicInteger puts = new AtomicInteger();
  private final AtomicLong numbers = new AtomicLong();
  private volatile Script script = (put, fragment, timecode) -> Reaction.STORE;
  private volatile int status = 200;
  private volatile String errorBody = "";
  private volatile URI mediaEndpoint;
  private volatile ServerSocket server;
  private volatile Future<?> acceptor;
  private final int port;

  /** What the service does with a fragment. */
  sealed interface Reaction {
    Reaction STORE = new Store();

    /** BUFFERING, RECEIVED, PERSISTED. */
    record Store() implements Reaction {}

    /** BUFFERING and RECEIVED, and no more. */
    record Receive() implements Reaction {}

    /** No word. */
    record Silence() implements Reaction {}

    /** The connection goes before the fragment is complete. */
    record CutWithin() implements Reaction {}

    /** The connection goes after RECEIVED. */
    record CutAfter() implements Reaction {}

    /** An ERROR acknowledgement, then the connection goes. */
    record Error(int id, String code) implements Reaction {}
  }

  /** Decides by PutMedia request (from 0), fragment in it (from 0) and timecode. */
  interface Script {
    Reaction on(int put, int fragment, long timecode);
  }

  /** A fragment that was acknowledged as PERSISTED. */
  record Stored(String stream, String number, ParsedFragments.Parsed fragment) {}

  FakeVideoService(ServerSocketFactory sockets) throws IOException {
    this.sockets = sockets;
    this.server = listen(0);
    this.port = server.getLocalPort();
    this.mediaEndpoint = endpoint("http");
  }

  private ServerSocket listen(int at) throws IOException {
    ServerSocket socket = sockets.createServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    acceptor = threads.submit(() -> accept(socket));
    return socket;
  }

  void script(Script now) {
    script = now;
  }

  /** From now on PutMedia is answered with this; 200 is well. */
  void putMediaAnswers(int newStatus, String body) {
    errorBody = body;
    status = newStatus;
  }

  void goAway() throws IOException {
    server.close();
    try {
      acceptor.get(5, TimeUnit.SECONDS); // the port is free only then
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IOException(e);
    }
    for (Socket connection : connections) {
      connection.close();
    }
  }

  void comeBack() throws IOException {
    server = listen(port);
  }

  URI endpoint(String scheme) {
    return URI.create(scheme + "://localhost:" + port);
  }

  /** GetDataEndpoint names another one. */
  void mediaAt(URI elsewhere) {
    mediaEndpoint = elsewhere;
  }

  List<String> complaints() {
    return complaints;
  }

  List<String> calls() {
    return calls;
  }

  List<Stored> stored() {
    return stored;
  }

  int puts() {
    return puts.get();
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        threads.execute(() -> serve(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (true) {
        if (!serve(in, connection)) {
          return;
        }
      }
    } catch (IOException e) {
      connections.remove(connection); // the far end hung up, or the script cut
    } catch (MkvElementVisitException | RuntimeException e) {
      complaints.add(e.toString());
    }
  }

  private boolean serve(InputStream in, Socket connection)
      throws IOException, MkvElementVisitException {
    String[] request = HttpResponse.line(in).split(" ");
    Map<String, String> headers = new TreeMap<>();
    for (String line = HttpResponse.line(in); !line.isEmpty(); line = HttpResponse.line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    calls.add(request[1]);
    OutputStream out = connection.getOutputStream();
    if (request[1].equals("/putMedia")) {
      putMedia(headers, in, out, connection);
      return false;
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    Optional<String> complaint =
        SignatureV4.complaint(
            SIGNED, request[0], request[1], headers, FakeService.hex("SHA-256", body));
    complaint.ifPresent(complaints::add);
    Answer answer =
        complaint.isPresent()
            ? new Answer(403, "{\"message\":\"bad signature\"}", "InvalidSignatureException")
            : control(request[1], new ObjectMapper().readTree(body));
    byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d x\r\nContent-Type: application/json\r\nx-amzn-errortype: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(answer.status(), answer.error(), text.length);
    out.write(head.getBytes(StandardCharsets.UTF_8));
    out.write(text);
    return true;
  }

  private record Answer(int status, String body, String error) {}

  private Answer control(String path, JsonNode body) {
    String name = body.path("StreamName").asText();
    return switch (path) {
      case "/createStream" -> {
        String arn = "arn:aws:kinesisvideo:" + FakeService.REGION + ":1:stream/" + name + "/1";
        yield streams.putIfAbsent(name, body.toString()) == null
            ? new Answer(200, "{\"StreamARN\":\"" + arn + "\"}", "")
            : new Answer(400, "{\"message\":\"exists\"}", "ResourceInUseException");
      }
      case "/describeStream" ->
          new Answer(
              200,
              "{\"StreamInfo\":{\"StreamName\":\"%s\",\"StreamARN\":\"arn:%s\",\"Status\":\"ACTIVE\",\"DataRetentionInHours\":1}}"
                  .formatted(name, name),
              "");
      case "/getDataEndpoint" ->
          streams.containsKey(name)
              ? new Answer(200, "{\"DataEndpoint\":\"" + mediaEndpoint + "\"}", "")
              : new Answer(404, "{\"message\":\"no stream\"}", "ResourceNotFoundException");
      default -> new Answer(404, "{\"message\":\"" + path + "\"}", "UnknownOperationException");
    };
  }

  /** What a stream was made with. */
  String created(String stream) {
    return streams.get(stream);
  }

  private void putMedia(
      Map<String, String> headers, InputStream in, OutputStream out, Socket connection)
      throws IOException, MkvElementVisitException {
    int put = puts.getAndIncrement();
    Optional<String> complaint =
        SignatureV4.complaint(SIGNED, "POST", "/putMedia", headers, "UNSIGNED-PAYLOAD");
    String stream = headers.getOrDefault("x-amzn-stream-name", "");
    if (complaint.isEmpty() && !"ABSOLUTE".equals(headers.get("x-amzn-fragment-timecode-type"))) {
      complaint = Optional.of("timecodes are not absolute");
    }
    complaint.ifPresent(complaints::add);
    int answer = complaint.isPresent() ? 403 : status;
    if (answer != 200) {
      byte[] text = errorBody.getBytes(StandardCharsets.UTF_8);
      out.write(
          ("HTTP/1.1 " + answer + " x\r\nContent-Length: " + text.length + "\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      out.write(text);
      connection.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
      return;
    }
    out.write(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    ParsedFragments.read(new ChunkedBody(in), new Reactions(put, stream, out));
    out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
  }

  /** Follows the script in one PutMedia request. */
  private final class Reactions implements ParsedFragments.Taker {
    private final int put;
    private final String stream;
    private final OutputStream out;
    private int fragment = -1;
    private Reaction reaction = Reaction.STORE;
    private String number = "";

    Reactions(int put, String stream, OutputStream out) {
      this.put = put;
      this.stream = stream;
      this.out = out;
    }

    @Override
    public void begun(long timecode) throws IOException {
      fragment++;
      number = "9" + String.format(Locale.ROOT, "%046d", numbers.incrementAndGet());
      reaction = script.on(put, fragment, timecode);
      if (reaction instanceof Reaction.CutWithin) {
        throw new IOException("cut by the script");
      }
      if (!(reaction instanceof Reaction.Silence)) {
        say("BUFFERING", timecode, "");
      }
    }

    @Override
    public boolean complete(ParsedFragments.Parsed parsed) throws IOException {
      switch (reaction) {
        case Reaction.Store store -> {
          say("RECEIVED", parsed.timecode(), "");
          // A far end that has heard of it must not send it again.
          boolean again =
              stored.stream()
                  .anyMatch(
                      before ->
                          before.stream().equals(stream)
                              && before.fragment().timecode() == parsed.timecode());
          if (again) {
            complaints.add("sent again: " + parsed.timecode());
          }
          stored.add(new Stored(stream, number, parsed));
          say("PERSISTED", parsed.timecode(), "");
        }
        case Reaction.Receive receive -> say("RECEIVED", parsed.timecode(), "");
        case Reaction.Error error -> {
          say(
              "ERROR",
              parsed.timecode(),
              ",\"ErrorId\":" + error.id() + ",\"ErrorCode\":\"" + error.code() + "\"");
          throw new IOException("after the error");
        }
        case Reaction.CutAfter cut -> {
          say("RECEIVED", parsed.timecode(), "");
          throw new IOException("cut by the script");
        }
        case Reaction.Silence silence -> {}
        case Reaction.CutWithin cut -> throw new IllegalStateException();
      }
      return true;
    }

    private void say(String type, long timecode, String more) throws IOException {
      String json =
          "{\"EventType\":\"%s\",\"FragmentTimecode\":%d,\"FragmentNumber\":\"%s\"%s}\r\n"
              .formatted(type, timecode, number, more);
      // In two chunks: nothing says that an acknowledgement comes in one.
      int half = json.length() / 2;
      chunk(json.substring(0, half));
      chunk(json.substring(half));
    }

    private void chunk(String text) throws IOException {
      out.write(
          (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n")
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() throws IOException {
    goAway();
    threads.shutdownNow();
  }
}
