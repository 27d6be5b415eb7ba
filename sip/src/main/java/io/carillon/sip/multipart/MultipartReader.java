package io.carillon.sip.multipart;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a body at its delimiter lines. One use. */
final class MultipartReader {
  static final int MAX_PARTS = 16;
  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_HEADERS = 16;
  private static final int MAX_HEADER_BYTES = 1024;

  private final byte[] body;
  private final List<BodyPart> parts = new ArrayList<>();

  private MultipartReader(byte[] body) {
    this.body = body;
  }

  static MultipartBody read(byte[] body, String boundary) throws MultipartException {
    if (!Delimiter.isBoundary(boundary)) {
      throw new MultipartException("multipart boundary is not 1-70 allowed characters");
    }
    if (body.length > MAX_BYTES) {
      throw new MultipartException("multipart is longer than " + MAX_BYTES + " bytes");
    }
    MultipartReader reader = new MultipartReader(body);
    reader.cut(new Delimiter(boundary));
    if (reader.parts.isEmpty()) {
      throw new MultipartException("multipart without a part");
    }
    return new MultipartBody(boundary, reader.parts);
  }

  private void cut(Delimiter delimiter) throws MultipartException {
    int partStart = -1;
    int from = 0;
    while (from < body.length) {
      int to = Delimiter.lineEnd(body, from);
      Delimiter.Line line = delimiter.of(body, from, to);
      if (line != Delimiter.Line.OTHER) {
        if (partStart >= 0) {
          part(partStart, beforeLineBreak(partStart, from));
        }
        if (line == Delimiter.Line.CLOSE) {
          return; // the rest is epilogue
        }
        partStart = to + 1;
      }
      from = to + 1;
    }
    if (partStart >= 0 && partStart < body.length) {
      part(partStart, body.length);
    }
  }

  /** The line break before a delimiter belongs to the delimiter. */
  private int beforeLineBreak(int start, int delimiter) {
    int end = delimiter;
    if (end > start && body[end - 1] == '\n') {
      end--;
      if (end > start && body[end - 1] == '\r') {
        end--;
      }
    }
    return end;
  }

  private void part(int start, int end) throws MultipartException {
    int number = parts.size() + 1;
    if (number > MAX_PARTS) {
      throw new MultipartException("multipart of more than " + MAX_PARTS + " parts");
    }
    List<PartHeader> headers = new ArrayList<>();
    int from = start;
    while (true) {
      int to = Math.min(end, Delimiter.lineEnd(body, from));
      String line = line(from, to, number);
      if (line.isEmpty()) {
        from = Math.min(end, to + 1); // no line of content needs no empty line before it
        break;
      }
      if (to >= end) {
        throw new MultipartException("part " + number + ": no empty line after the headers");
      }
      header(headers, line, number);
      from = to + 1;
    }
    BodyPart part = new BodyPart(headers, Arrays.copyOfRange(body, from, end));
    if (!part.plainBytes()) {
      throw new MultipartException("part " + number + ": transfer encoding is not supported");
    }
    parts.add(part);
  }

  private String line(int from, int to, int number) throws MultipartException {
    int end = to > from && body[to - 1] == '\r' ? to - 1 : to;
    if (end - from > MAX_HEADER_BYTES) {
      throw new MultipartException(
          "part " + number + ": header line longer than " + MAX_HEADER_BYTES + " bytes");
    }
    return new String(body, from, end - from, StandardCharsets.UTF_8);
  }

  private static void header(List<PartHeader> headers, String line, int number)
      throws MultipartException {
    boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
    if (line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
      throw new MultipartException("part " + number + ": CR or NUL in a header");
    }
    if (folded && !headers.isEmpty()) {
      PartHeader before = headers.removeLast();
      String value = before.value() + " " + line.strip();
      if (value.length() > MAX_HEADER_BYTES) {
        throw new MultipartException("part " + number + ": folded header is too long");
      }
      headers.add(new PartHeader(before.name(), value));
    } else if (folded || !PartHeader.isToken(name)) {
      throw new MultipartException("part " + number + ": a line of its headers is none");
    } else if (headers.size() == MAX_HEADERS) {
      throw new MultipartException("part " + number + ": more than " + MAX_HEADERS + " headers");
    } else {
      headers.add(new PartHeader(name, line.substring(colon + 1)));
    }
  }
}
