package io.carillon.aws.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP/1.1 response (RFC 9112) as it comes while the request is still being sent.
 *
 * @param status such as 200
 * @param headers by name in lower case, the last of equal ones
 * @param body without its transfer coding
 */
record HttpResponse(int status, Map<String, String> headers, InputStream body) {
  private static final int MAX_LINE = 8 << 10;
  private static final int MAX_HEADERS = 100;

  /** Reads the head; interim (1xx) responses are passed over. */
  static HttpResponse read(InputStream in) throws IOException {
    while (true) {
      int status = status(line(in));
      Map<String, String> headers = headers(in);
      if (status >= 200) {
        return new HttpResponse(status, headers, body(in, headers));
      }
    }
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
      throw new IOException("no HTTP response");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (int count = 0; ; count++) {
      String line = line(in);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon <= 0 || count == MAX_HEADERS) {
        throw new IOException("an HTTP response with a bad header");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
  }

  private static InputStream body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return new ChunkedBody(in);
    }
    String length = headers.get("content-length");
    if (length == null) {
      return in;
    }
    if (!length.matches("\\d{1,9}")) {
      throw new IOException("an HTTP response of length " + length);
    }
    return new LimitedBody(in, Integer.parseInt(length));
  }

  /** A line without its end. */
  static String line(InputStream in) throws IOException {
    byte[] line = new byte[128];
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || length == MAX_LINE) {
        throw new IOException(next < 0 ? "the far end hung up" : "a line too long");
      }
      if (length == line.length) {
        line = java.util.Arrays.copyOf(line, 2 * length);
      }
      line[length++] = (byte) next;
    }
    return new String(line, 0, length, StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** The first bytes of the body as text, for a message. */
  String text(int most) throws IOException {
    return new String(body.readNBytes(most), StandardCharsets.UTF_8);
  }

  /** So many bytes of a stream. */
  private static final class LimitedBody extends InputStream {
    private final InputStream in;
    private int left;

    LimitedBody(InputStream in, int left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buf, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(buf, offset, Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
