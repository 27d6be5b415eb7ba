package io.carillon.cli.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.core.testkit.RequiresPeer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** SIPp, tshark and FFmpeg as the proofs use them. */
@Isolated
class ProgramsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  @TempDir Path folder;

  @Test
  @RequiresPeer("sipp")
  void sippCountsItsCalls() {
    try (Sipp server = Sipp.startBuiltIn("uas", folder, "", "-m", "5");
        Sipp client =
            Sipp.startBuiltIn(
                "uac", folder, "127.0.0.1:" + server.port(), "-m", "5", "-r", "50", "-d", "10")) {
      client.await(LONG).assertCalls(5);
      server.await(LONG).assertCalls(5);
      assertThat(client.messages()).contains("INVITE sip:", "SIP/2.0 200");
    }
  }

  @Test
  @RequiresPeer("sipp")
  void sippTellsFailures() {
    String nobody = "127.0.0.1:" + FreePorts.next(1);
    try (Sipp client =
        Sipp.startBuiltIn(
            "uac", folder, nobody, "-m", "1", "-max_invite_retrans", "1", "-recv_timeout", "500")) {
      Sipp.Result result = client.await(LONG);
      assertThat(result.exit()).isNotZero();
      assertThat(result.failed()).isEqualTo(1);
    }
  }

  @Test
  @RequiresPeer({"baresip", "tshark"})
  void tsharkReadsACall() {
    Path pcap = folder.resolve("call.pcap");
    BaresipSettings plain =
        BaresipSettings.named("alice")
            .withTransport("udp")
            .withEncryption("")
            .withCodecs(BaresipSettings.PCMU);
    try (Baresip alice = Baresip.start(plain, folder);
        Baresip bob = Baresip.start(plain, folder);
        Tshark capture =
            Tshark.capture(pcap, alice.captureFilter() + " or " + bob.captureFilter())) {
      alice.dial(bob.uri());
      alice.awaitEstablished();
      bob.awaitHeard(Duration.ofSeconds(1));
      alice.hangup();
      bob.awaitClosed(LONG);
      Tshark.Reading reading = new Tshark.Reading(capture.stop(), sipPorts(alice, bob));

      assertThat(reading.problems()).isEmpty();
      assertThat(reading.count("sip.Method == \"INVITE\" && sip.Request-Line")).isEqualTo(1);
      assertThat(reading.count("rtp.p_type == 0")).isGreaterThan(80);
    }
  }

  @Test
  @RequiresPeer("tshark")
  void tsharkFindsWhatIsWrong() throws Exception {
    Path pcap = folder.resolve("bad.pcap");
    int port = FreePorts.next(2);
    try (Tshark capture = Tshark.capture(pcap, "udp port " + port);
        DatagramSocket socket = new DatagramSocket(port + 1, InetAddress.getLoopbackAddress())) {
      // An RTP header that promises a CSRC it does not have.
      byte[] bytes = "\u0081\u0000AAAAAAAAAA".getBytes(StandardCharsets.ISO_8859_1);
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
      Tshark.Reading reading =
          new Tshark.Reading(capture.stop(), "-d", "udp.port==" + port + ",rtp");
      assertThat(reading.problems()).hasSize(1);
    }
  }

  @Test
  @RequiresPeer({"ffprobe", "ffmpeg"})
  void ffprobeAndFfmpegReadAFile() {
    Path file = folder.resolve("tone.wav");
    WaveFile.tone(16000, 600, -12, Duration.ofSeconds(2)).write(file);
    assertThat(Ffprobe.inspect(file))
        .containsEntry("streams.stream.0.codec_name", "pcm_s16le")
        .containsEntry("streams.stream.0.sample_rate", "16000")
        .containsEntry("streams.stream.0.channels", "1");
    WaveFile decoded = Ffprobe.decode(file, folder.resolve("decoded.wav"));
    assertThat(ToneLevel.decibels(decoded, 600)).isCloseTo(-12, within(0.2));
  }

  private static String[] sipPorts(Baresip... phones) {
    return List.of(phones).stream()
        .flatMap(phone -> List.of("-d", "udp.port==" + phone.sipPort() + ",sip").stream())
        .toArray(String[]::new);
  }
}
