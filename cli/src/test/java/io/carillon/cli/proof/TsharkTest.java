package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cli.peers.Baresip;
import io.carillon.cli.peers.BaresipSettings;
import io.carillon.cli.peers.Command;
import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.Tshark;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What tshark makes of a meeting's packets; it finds RTP and RTCP by our SDP alone. */
@Isolated
@RequiresPeer({"tshark", "baresip", "sipp"})
class TsharkTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String DOMAINS = "sip.domains=meet.chime.in=us-east-1,127.0.0.1=us-east-1";
  private static final String FROM_US = "udp.srcport >= 33000 && udp.srcport < 60000";

  @TempDir Path folder;

  @Test
  void nothingIsWrongWithWhatWeSend() throws IOException {
    Scenario.writeSounds(folder);
    Path pcap;
    List<String> sip;
    try (TestedServer server = TestedServer.start(folder.resolve("server"), DOMAINS)) {
      sip = ports(server);
      pcap = meet(server, sip);
    }
    Tshark.Reading reading = new Tshark.Reading(pcap, asSip(sip));

    assertThat(reading.problems()).isEmpty();
    signallingIsWhole(reading);
    controlIsWhole(reading);
    streamsAreWhole(reading, pcap, sip);
  }

  private static List<String> ports(TestedServer server) {
    return List.of(
        Integer.toString(TestedServer.port(server.udp())),
        Integer.toString(TestedServer.port(server.tcp())));
  }

  private static String[] asSip(List<String> ports) {
    return new String[] {
      "-d", "udp.port==" + ports.get(0) + ",sip", "-d", "tcp.port==" + ports.get(1) + ",sip"
    };
  }

  /** sipp talks and baresip listens and talks, over UDP and TCP, without SRTP. */
  private Path meet(TestedServer server, List<String> sip) {
    String meeting = server.createMeeting();
    Path pcap = folder.resolve("meeting.pcapng");
    String filter =
        "udp portrange 33000-59999 or udp port " + sip.get(0) + " or tcp port " + sip.get(1);
    try (Tshark capture = Tshark.capture(pcap, filter);
        Baresip wide = baresip("wide", "udp", BaresipSettings.OPUS);
        Baresip narrow = baresip("narrow", "tcp", BaresipSettings.PCMA)) {
      wide.dial("sip:" + meeting + "@" + server.udp());
      narrow.dial("sip:" + meeting + "@" + server.tcp());
      wide.awaitEstablished();
      narrow.awaitEstablished();
      try (Sipp talker =
          Scenario.start("talk", folder, server.udp(), meeting, "-m", "1", "-d", "6000")) {
        talker.await(LONGEST).assertCalls(1);
      }
      wide.hangup();
      narrow.hangup();
      server.awaitCalls(0);
      return capture.stop();
    }
  }

  private Baresip baresip(String name, String transport, String codec) {
    return Baresip.start(
        BaresipSettings.named(name)
            .withTransport(transport)
            .withCodecs(codec)
            .withEncryption("")
            .withTone(600),
        folder);
  }

  private static void signallingIsWhole(Tshark.Reading reading) {
    for (String transport : List.of("udp", "tcp")) {
      assertThat(reading.count("sip.Status-Code == 200 && sdp && " + transport)).isPositive();
      assertThat(reading.count("sip.Method == \"BYE\" && " + transport)).isPositive();
    }
  }

  private static void controlIsWhole(Tshark.Reading reading) {
    String ours = "rtcp && " + FROM_US;
    assertThat(reading.count(ours + " && rtcp.pt == 200")).as("sender reports").isPositive();
    assertThat(reading.count(ours + " && rtcp.ssrc.identifier")).as("blocks").isPositive();
    assertThat(reading.count(ours + " && rtcp.pt == 202")).as("descriptions").isPositive();
    assertThat(reading.count(ours + " && rtcp.pt == 203")).as("goodbyes").isEqualTo(3);
    assertThat(reading.count(ours + " && rtcp.ssrc.lsr != 0"))
        .as("blocks from which the far end can tell the round trip")
        .isPositive();
  }

  private static void streamsAreWhole(Tshark.Reading reading, Path pcap, List<String> sip) {
    arriveEvery20Milliseconds(reading);
    Map<String, List<long[]>> streams =
        reading
            .lines("rtp && " + FROM_US, "rtp.ssrc", "rtp.seq", "rtp.timestamp", "rtp.p_type")
            .stream()
            .map(line -> line.split("\t"))
            .collect(
                Collectors.groupingBy(
                    fields -> fields[0],
                    Collectors.mapping(
                        fields ->
                            Arrays.stream(fields).skip(1).mapToLong(Long::parseLong).toArray(),
                        Collectors.toList())));
    assertThat(streams).as("one SSRC for each leg").hasSize(3);
    for (List<long[]> packets : streams.values()) {
      long ticks = packets.getFirst()[2] == 0 || packets.getFirst()[2] == 8 ? 160 : 960;
      for (int i = 1; i < packets.size(); i++) {
        long[] previous = packets.get(i - 1);
        long[] packet = packets.get(i);
        assertThat((packet[0] - previous[0]) & 0xFFFF).as("sequence").isEqualTo(1);
        assertThat((packet[1] - previous[1]) & 0xFFFFFFFFL).as("timestamp").isEqualTo(ticks);
      }
    }
    analysisFindsNoFault(pcap, sip);
  }

  /** The median: the machine of a test may stop for longer now and then. */
  private static void arriveEvery20Milliseconds(Tshark.Reading reading) {
    Map<String, List<Double>> times =
        reading.lines("rtp && " + FROM_US, "rtp.ssrc", "frame.time_relative").stream()
            .map(line -> line.split("\t"))
            .collect(
                Collectors.groupingBy(
                    fields -> fields[0],
                    Collectors.mapping(
                        fields -> Double.parseDouble(fields[1]), Collectors.toList())));
    for (List<Double> stream : times.values()) {
      double[] gaps = new double[stream.size() - 1];
      for (int i = 0; i < gaps.length; i++) {
        gaps[i] = stream.get(i + 1) - stream.get(i);
      }
      Arrays.sort(gaps);
      assertThat(gaps[gaps.length / 2]).isBetween(0.017, 0.023);
    }
  }

  /** Columns: times, addresses and ports, SSRC, payload, packets, lost, (%), three deltas, ... */
  private static void analysisFindsNoFault(Path pcap, List<String> sip) {
    List<String> words = new ArrayList<>(List.of("tshark", "-n", "-q", "-r", pcap.toString()));
    words.addAll(Arrays.asList(asSip(sip)));
    words.addAll(List.of("-z", "rtp,streams"));
    List<String> ours =
        Command.succeed(LONGEST, words)
            .output()
            .lines()
            .filter(line -> line.contains("0x"))
            .filter(line -> isMedia(Integer.parseInt(line.trim().split(" +")[3])))
            .toList();
    assertThat(ours).hasSize(3);
    assertThat(ours)
        .allSatisfy(line -> assertThat(line.trim()).contains("0 (0.0%)").doesNotEndWith("X"));
  }

  private static boolean isMedia(int port) {
    return port >= 33000 && port < 60000;
  }
}
