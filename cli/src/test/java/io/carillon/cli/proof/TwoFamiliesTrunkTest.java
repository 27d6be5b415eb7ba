package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.operator.Commands;
import io.carillon.cli.peers.FreePorts;
import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.SippScript;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A carrier that has IPv4 and UDP only, a PBX that has IPv6 and TCP only: sipp plays both. */
@RequiresPeer("sipp")
class TwoFamiliesTrunkTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String CARRIER = "127.0.0.2";
  private static final String PBX = "::1";
  private static final String NUMBER = "+12065550100";

  @TempDir static Path folder;

  private static TestedServer server;
  private static int carrierPort;
  private static int pbxPort;
  private static String host;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(hasIpv6(), "this machine has no IPv6 loopback");
    carrierPort = FreePorts.next(4);
    pbxPort = FreePorts.next(4);
    server =
        TestedServer.start(
            folder.resolve("server"),
            "sip.tcp.bind=[::1]:0",
            "carriers.tel.cidr=" + CARRIER,
            "carriers.tel.route=" + CARRIER + ":" + carrierPort + "/udp",
            "trunks.health-interval=0s");
    Commands commands = new Commands(server.data());
    JsonNode made = commands.done("connector", "create", "--name", "Office");
    String id = made.path("voiceConnectorId").asText();
    host = made.path("outboundHostName").asText();
    commands.done("connector", "origination", id, "--route", "[::1]:" + pbxPort + "/tcp");
    commands.done(
        "connector",
        "termination",
        id,
        "--cidr",
        "::1/128",
        "--calling-regions",
        "US",
        "--cps",
        "10");
    commands.done("number", "add", NUMBER, "--connector", id);
  }

  private static boolean hasIpv6() {
    try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress("::1", 0))) {
      return probe.isBound();
    } catch (SocketException e) {
      return false;
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Sipp run(String own, int port, String target, SippScript script, String... options)
      throws IOException {
    Path place = Files.createTempDirectory(folder, "run");
    List<String> all = new ArrayList<>(List.of("-m", "1", "-key", "rtp", "" + FreePorts.next(4)));
    all.addAll(Arrays.asList(options));
    return Sipp.startAt(own, port, script.write(place), place, target, all.toArray(String[]::new));
  }

  @Test
  void theCarrierReachesThePbx() throws IOException {
    try (Sipp pbx = run(PBX, pbxPort, "", CallFlow.ANSWERED.calleeSide(), "-t", "t1");
        Sipp carrier =
            run(
                CARRIER,
                FreePorts.next(4),
                server.udp(),
                CallFlow.ANSWERED.callerSide(),
                "-s",
                NUMBER,
                "-key",
                "from",
                "+14155550123",
                "-key",
                "host",
                "127.0.0.1",
                "-d",
                "300")) {
      carrier.await(SOON).assertCalls(1);
      pbx.await(SOON).assertCalls(1);
      assertThat(pbx.messages()).contains("c=IN IP6 ::1");
      assertThat(carrier.messages()).contains("c=IN IP4 127.0.0.1");
    }
  }

  @Test
  void thePbxReachesTheCarrier() throws IOException {
    try (Sipp carrier = run(CARRIER, carrierPort, "", CallFlow.ANSWERED.calleeSide(), "-t", "u1");
        Sipp pbx =
            run(
                PBX,
                FreePorts.next(4),
                server.tcp(),
                CallFlow.ANSWERED.callerSide(),
                "-t",
                "t1",
                "-s",
                "+12125550199",
                "-key",
                "from",
                NUMBER,
                "-key",
                "host",
                host,
                "-d",
                "300")) {
      pbx.await(SOON).assertCalls(1);
      carrier.await(SOON).assertCalls(1);
      assertThat(carrier.messages()).contains("c=IN IP4 127.0.0.1").doesNotContain("::1");
    }
  }
}
