package io.carillon.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What a route answers. */
public sealed interface HttpAnswer {

  int status();

  /** A whole body. */
  record Whole(int status, String contentType, byte[] body) implements HttpAnswer {
    public Whole {
      Objects.requireNonNull(contentType, "contentType");
      Objects.requireNonNull(body, "body");
    }
  }

  /** A body written piece by piece until the writer returns or the client goes away. */
  record Streamed(int status, String contentType, Writer writer) implements HttpAnswer {}

  /** Writes a streamed body; runs on the request's own virtual thread and may block. */
  @FunctionalInterface
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  static HttpAnswer json(int status, JsonNode body) {
    return new Whole(status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
  }

  static HttpAnswer text(int status, String body) {
    return new Whole(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }
}
