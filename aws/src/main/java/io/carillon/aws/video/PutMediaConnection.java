package io.carillon.aws.video;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.aws.client.ServiceAnswers;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * One PutMedia request on a connection of its own: fragments go out as chunks, and acknowledgements
 * come in at the same time as chunks of the response.
 *
 * <p>One thread sends, another one reads; {@link #close} may come from any and ends both.
 */
final class PutMediaConnection implements Closeable {
  private static final int MAX_ERROR_TEXT = 4096;
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final OutputStream out;

  /** The request's head goes out with this. */
  PutMediaConnection(Socket socket, String requestHead) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    out.write(requestHead.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends a fragment, or the rest of one, as one chunk. */
  void send(byte[] fragment, int from) throws IOException {
    int length = fragment.length - from;
    byte[] head = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = new byte[head.length + length + LINE_END.length];
    System.arraycopy(head, 0, chunk, 0, head.length);
    System.arraycopy(fragment, from, chunk, head.length, length);
    System.arraycopy(LINE_END, 0, chunk, head.length + length, LINE_END.length);
    out.write(chunk);
  }

  /** Says that no more comes. */
  void finish() throws IOException {
    out.write(LAST_CHUNK);
  }

  /**
   * Reads the response until it ends.
   *
   * @throws PutMediaRefused when it is an error
   */
  void readAcknowledgements(Consumer<Acknowledgement> taker) throws IOException {
    HttpResponse response = HttpResponse.read(new BufferedInputStream(socket.getInputStream()));
    if (response.status() != 200) {
      throw refusal(response);
    }
    Acknowledgement.readAll(response.body(), taker);
  }

  /** The error's name stands in a header or in the body, before a colon or behind a hash. */
  private static PutMediaRefused refusal(HttpResponse response) {
    String message = "";
    String code = response.headers().getOrDefault("x-amzn-errortype", "");
    try {
      message = response.text(MAX_ERROR_TEXT);
      JsonNode json = new ObjectMapper().readTree(message);
      if (json != null && json.isObject()) {
        code = code.isEmpty() ? json.path("__type").asText("") : code;
        message = json.path("message").asText(json.path("Message").asText(""));
      }
    } catch (IOException e) {
      message = "(" + e.getClass().getSimpleName() + ")";
    }
    code = code.substring(code.indexOf('#') + 1);
    code = code.contains(":") ? code.substring(0, code.indexOf(':')) : code;
    return new PutMediaRefused(ServiceAnswers.ofStatus(response.status(), code, message));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
