package io.carillon.sip.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A TCP peer that sends exactly the bytes it is told to. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RawClient(InetSocketAddress server) throws IOException {
    this(connect(server));
  }

  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.socket.setSoTimeout(5_000);
    this.in = socket.getInputStream();
  }

  private static Socket connect(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.connect(server, 5_000);
    return socket;
  }

  /** An OPTIONS; extra lines end in CRLF each. */
  static String options(String callId, int cseq, String extra) {
    return "OPTIONS sip:bob@127.0.0.1 SIP/2.0\r\n"
        + "Via: SIP/2.0/TCP 127.0.0.1:40000;rport;branch=z9hG4bK"
        + callId.hashCode()
        + "x"
        + cseq
        + "\r\nMax-Forwards: 70\r\nFrom: <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:bob@127.0.0.1>\r\n"
        + "Call-ID: "
        + callId
        + "\r\nCSeq: "
        + cseq
        + " OPTIONS\r\n"
        + extra
        + "\r\n";
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /** The next message without a body, or empty when the connection ends. */
  String read() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      int b = in.read();
      if (b < 0) {
        return bytes.toString(StandardCharsets.UTF_8);
      }
      bytes.write(b);
      String text = bytes.toString(StandardCharsets.UTF_8);
      if (text.endsWith("\r\n\r\n")) {
        return text;
      }
    }
  }

  List<String> statusLines(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(read().lines().findFirst().orElse("(closed)"));
    }
    return lines;
  }

  int readByte() throws IOException {
    return in.read();
  }

  /** True when the server closed the connection within that time. */
  boolean closedWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      while (in.read() >= 0) {
        // what it still says does not matter
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
