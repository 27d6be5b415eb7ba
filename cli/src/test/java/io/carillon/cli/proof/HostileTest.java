package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cli.peers.Baresip;
import io.carillon.cli.peers.BaresipSettings;
import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.ToneLevel;
import io.carillon.cli.peers.WaveFile;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A good call goes on while others send what they should not. */
@Isolated
@RequiresPeer({"sipp", "baresip"})
class HostileTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int DATAGRAMS = 1_000;
  private static final int STREAMS = 60;
  private static final int SCANS = 600;
  private static final int SLOW = 40;
  private static final long GROWTH_BYTES = 8 << 20;

  /** Their numbers are those of the waves of the attack: each counts as a source of its own. */
  private final Attacker garbage = new Attacker("127.0.0.66");

  private final Attacker streams = new Attacker("127.0.0.67");
  private final Attacker scanner = new Attacker("127.0.0.68");
  private final Attacker slow = new Attacker("127.0.0.69");
  private final Attacker injector = new Attacker("127.0.0.70");
  private final BadMessages bad = new BadMessages(20_261_120);

  @TempDir Path folder;

  @Test
  void aGoodCallGoesOnUnderAttack() throws IOException {
    Scenario.writeSounds(folder);
    try (TestedServer server =
            TestedServer.start(folder, "sip.domains=meet.chime.in=us-east-1,127.0.0.1=us-east-1");
        Baresip listener =
            Baresip.start(
                BaresipSettings.named("listener")
                    .withTransport("tcp")
                    .withCodecs(BaresipSettings.PCMU)
                    .withEncryption("")
                    .withMicrophone(new WaveFile(8000, new short[8000 * 120])),
                folder)) {
      String meeting = server.createMeeting();
      listener.dial("sip:" + meeting + "@" + server.tcp());
      listener.awaitEstablished();
      try (Sipp talker = Scenario.start("talk", folder, server.udp(), meeting, "-d", "60000")) {
        awaitTone(listener);
        rightAnswers(server); // warms up what refuses
        Footprint before = Footprint.of(server);
        Duration begun = listener.heard().length();

        attack(server, talker);

        Footprint after = Footprint.of(server);
        assertUninterrupted(listener, begun);
        assertThat(after.memory()).isLessThan(before.memory() + GROWTH_BYTES);
        assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
        assertThat(server.fact("sip", "calls")).isEqualTo(2);
      }
      assertCounted(server);
      assertQuietLog(server);
    }
  }

  private static void awaitTone(Baresip listener) {
    await("the talker's tone")
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(
            () ->
                ToneLevel.decibels(listener.heard().last(Duration.ofSeconds(1)), 440)
                    > Caller.HEARD);
  }

  /** What can be answered gets the status that says what is wrong. */
  private void rightAnswers(TestedServer server) {
    int port = TestedServer.port(server.udp());
    Map<String, Integer> expected =
        Map.of(
            BadMessages.request("REGISTER sip:meet.chime.in", "a1", "", "", ""),
            405,
            BadMessages.request("FROBNICATE sip:x@meet.chime.in", "a2", "", "", ""),
            501,
            BadMessages.request("INVITE sip:100@10.1.2.3", "a3", "", "", ""),
            404,
            BadMessages.request("INVITE tel:+15550100", "a4", "", "", ""),
            416,
            BadMessages.request("INVITE sip:x@meet.chime.in", "a5", "Require: foo\r\n", "", ""),
            420,
            BadMessages.request("INVITE sip:x@meet.chime.in", "a6", "", "text/plain", "hello"),
            415,
            BadMessages.request("INVITE sip:x@meet.chime.in", "a7", "", "application/sdp", "v=9"),
            400,
            BadMessages.request("BYE sip:x@meet.chime.in", "a8", "", "", ""),
            481,
            BadMessages.request("INVITE sip:x@meet.chime.in", "a9", "", "", "")
                .replace("CSeq: 1 INVITE", "CSeq: 1 BYE"),
            400,
            BadMessages.request(
                "INVITE sip:x@meet.chime.in",
                "a10",
                "Supported: timer\r\nSession-Expires: 10\r\n",
                "",
                ""),
            422);
    expected.forEach(
        (request, status) -> assertThat(scanner.ask(port, request)).as(request).isEqualTo(status));
  }

  private void attack(TestedServer server, Sipp talker) {
    int udp = TestedServer.port(server.udp());
    int tcp = TestedServer.port(server.tcp());
    int tls = TestedServer.port(server.tls());
    List<Socket> slowOnes = beginSlowly(tcp, tls);
    garbage.datagrams(udp, bad.several(DATAGRAMS));
    garbage.datagrams(udp, List.of(oversized(60_000), new byte[0], new byte[65_000]));
    injector.datagrams(mediaPort(talker), bad.several(DATAGRAMS));
    for (byte[] bytes : bad.several(STREAMS)) {
      streams.stream(tcp, bytes);
      streams.stream(tls, bytes);
    }
    // Not from the source of the streams: it has had its connections of this second.
    injector.stream(tcp, oversized(2_000_000));
    injector.stream(tcp, oversizedHead());
    scan(udp);
    await("slow senders are cut off")
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              slowOnes.forEach(socket -> Attacker.write(socket, new byte[] {'x'}));
              return slowOnes.stream().allMatch(Attacker::closed);
            });
    slowOnes.forEach(Attacker::close);
  }

  /** Connections that begin a message or a handshake and then send a byte now and then. */
  private List<Socket> beginSlowly(int tcp, int tls) {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < SLOW; i++) {
      slow.connect(i % 2 == 0 ? tcp : tls).ifPresent(sockets::add);
    }
    assertThat(sockets).isNotEmpty();
    byte[] start = "OPTIONS sip:x@meet.chime.in SIP/2.0\r\nX: ".getBytes(StandardCharsets.US_ASCII);
    sockets.forEach(socket -> Attacker.write(socket, start));
    return sockets;
  }

  private void scan(int udp) {
    List<byte[]> scans = new ArrayList<>();
    for (int i = 0; i < SCANS; i++) {
      String start =
          switch (i % 3) {
            case 0 -> "REGISTER sip:" + i + "@meet.chime.in";
            case 1 -> "INVITE sip:" + i + "@10.0.0.1";
            default -> "OPTIONS sip:" + i + "@10.0.0.1";
          };
      scans.add(
          BadMessages.request(start, "scan-" + i, "", "", "")
              .replace("PORT", "9")
              .getBytes(StandardCharsets.ISO_8859_1));
    }
    scanner.datagrams(udp, scans);
  }

  private static byte[] oversized(int length) {
    String body = "x".repeat(length);
    return BadMessages.request("INVITE sip:x@meet.chime.in", "big", "", "application/sdp", body)
        .replace("PORT", "9")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] oversizedHead() {
    return ("INVITE sip:x@meet.chime.in SIP/2.0\r\nX: " + "y".repeat(200_000) + "\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int mediaPort(Sipp sipp) {
    String answer = sipp.messages().substring(sipp.messages().indexOf("SIP/2.0 200"));
    Matcher line = Pattern.compile("m=audio (\\d+)").matcher(answer);
    assertThat(line.find()).isTrue();
    return Integer.parseInt(line.group(1));
  }

  /** No second since then is without the talker's tone. */
  private static void assertUninterrupted(Baresip listener, Duration since) {
    WaveFile heard = listener.heard();
    Duration second = Duration.ofSeconds(1);
    int seconds = 0;
    for (Duration at = since;
        at.plus(second).compareTo(heard.length()) <= 0;
        at = at.plus(second)) {
      assertThat(ToneLevel.decibels(heard.part(at, second), 440))
          .as("tone at %s", at)
          .isGreaterThan(Caller.HEARD);
      seconds++;
    }
    assertThat(seconds).as("seconds heard").isGreaterThan(5);
  }

  private static void assertCounted(TestedServer server) {
    assertThat(server.metric("carillon_sip_dropped_total")).isGreaterThan(DATAGRAMS / 4.0);
    for (String reason :
        List.of("slow_sender", "handshake_failed", "head_too_large", "message_too_large")) {
      assertThat(server.metric("carillon_sip_dropped_total{reason=\"" + reason + "\""))
          .as(reason)
          .isPositive();
    }
  }

  /** A line of a source is not repeated within its minute, and no stack trace is shown. */
  private static void assertQuietLog(TestedServer server) {
    List<String> attacks = server.log().lines().filter(line -> line.contains("127.0.0.")).toList();
    Map<String, Long> repeated =
        attacks.stream()
            .collect(
                Collectors.groupingBy(
                    line -> line.replaceAll("^\\S+ +", "").replaceAll(":\\d+", ""),
                    Collectors.counting()));
    assertThat(repeated).allSatisfy((line, times) -> assertThat(times).as(line).isLessThan(3));
    assertThat(attacks).hasSizeLessThan(40);
    assertThat(server.log()).doesNotContain("\tat ", "ERROR");
  }
}
