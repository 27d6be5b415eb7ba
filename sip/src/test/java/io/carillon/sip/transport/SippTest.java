package io.carillon.sip.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.testkit.RequiresPeer;
import io.carillon.sip.stack.Peer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * SIPp is served over UDP and TCP, on one connection and on one per call. Debian builds it without
 * TLS; {@link TlsTransportTest} has OpenSSL as its peer.
 */
class SippTest {
  @TempDir Path folder;

  @ParameterizedTest
  @RequiresPeer("sipp")
  @CsvSource({"UDP, u1", "TCP, t1", "TCP, tn"})
  void optionsAreAnswered(SipTransport transport, String mode) throws Exception {
    Path scenario =
        Path.of(SippTest.class.getResource("/sipp/options.xml").toURI()).toAbsolutePath();
    try (Peer server = Peer.of("sipp", null, transport)) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "sipp",
                  "127.0.0.1:" + server.address(transport).getPort(),
                  "-sf",
                  scenario.toString(),
                  "-i",
                  "127.0.0.1",
                  "-t",
                  mode,
                  "-m",
                  "40",
                  "-r",
                  "40",
                  "-max_socket",
                  "100",
                  "-timeout",
                  "30",
                  "-timeout_error",
                  "-nostdin"));
      Process sipp =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("sipp.log").toFile())
              .start();

      assertThat(sipp.waitFor(45, SECONDS)).isTrue();
      assertThat(sipp.exitValue()).as(() -> read(folder.resolve("sipp.log"))).isZero();
      assertThat(server.requests).hasSizeGreaterThanOrEqualTo(40);
    }
  }

  private static String read(Path file) {
    try {
      String text = java.nio.file.Files.readString(file, StandardCharsets.ISO_8859_1);
      return text.substring(Math.max(0, text.length() - 3_000));
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
