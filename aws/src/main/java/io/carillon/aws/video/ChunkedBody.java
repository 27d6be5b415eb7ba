package io.carillon.aws.video;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a message in chunked transfer coding (RFC 9112 section 7.1). A read returns what is
 * there of the present chunk and does not wait for more.
 */
final class ChunkedBody extends InputStream {
  private static final int MAX_TRAILERS = 100;

  private final InputStream in;
  private long left;
  private boolean begun;
  private boolean ended;

  ChunkedBody(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buf, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(buf, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the far end hung up within a chunk");
    }
    left -= count;
    return count;
  }

  private void nextChunk() throws IOException {
    if (begun && !HttpResponse.line(in).isEmpty()) {
      throw new IOException("a chunk longer than it says");
    }
    begun = true;
    String size = HttpResponse.line(in).split("[; \t]", 2)[0];
    if (!size.matches("[0-9A-Fa-f]{1,8}")) {
      throw new IOException("a chunk without a size");
    }
    left = Long.parseLong(size, 16);
    if (left == 0) {
      ended = true;
      for (int trailers = 0; !HttpResponse.line(in).isEmpty(); trailers++) {
        if (trailers == MAX_TRAILERS) {
          throw new IOException("too many trailers");
        }
      }
    }
  }
}
