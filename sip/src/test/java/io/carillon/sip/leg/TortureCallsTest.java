package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transport.SipTransport;
import io.carillon.sip.transport.TortureMessages;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the user agent answers to the messages of RFC 4475 that are well formed: refused for what
 * they ask, not for how they look. The server knows none of their domains.
 */
class TortureCallsTest {
  private static final Map<String, byte[]> MESSAGES = TortureMessages.all();

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.settings());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** As in the RFC, but for one that must find its destination before its body is looked at. */
  private static byte[] message(String name) {
    byte[] bytes = MESSAGES.get(name);
    if (!name.equals("invut")) {
      return bytes;
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    return text.replace("INVITE sip:user@example.com", "INVITE sip:user@known.test")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "wsinv, 481",
    "intmeth, 501",
    "esc01, 404",
    "escnull, 405",
    "esc02, 501",
    "lwsdisp, 200",
    "longreq, 404",
    "dblreq, 405",
    "semiuri, 200",
    "transports, 200",
    "mpart01, 405",
    "baddate, 404",
    "unkscm, 416",
    "unksm2, 405",
    "bext01, 420",
    "invut, 415",
    "regaut01, 405",
    "zeromf, 200",
    "cparam01, 405",
    "sdp01, 406",
    "inv2543, 404"
  })
  void isRefusedForWhatItAsks(String name, int status) throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(server.address(SipTransport.TCP));
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(message(name));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String line = reader.readLine();
      while (!line.startsWith("SIP/2.0 ") || line.startsWith("SIP/2.0 1")) {
        line = reader.readLine();
      }
      assertThat(line).startsWith("SIP/2.0 " + status);
    }
  }
}
