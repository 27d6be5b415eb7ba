package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Room systems in networks without IPv4. */
@RequiresPeer("sipp")
class Ipv6Test {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;

  @BeforeAll
  static void there_is_ipv6() {
    assumeThat(hasIpv6()).as("this machine has no IPv6 loopback").isTrue();
  }

  private static boolean hasIpv6() {
    try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress("::1", 0))) {
      return probe.isBound();
    } catch (SocketException e) {
      return false;
    }
  }

  @Test
  void a_meeting_is_reached_over_ipv6_by_udp_and_tcp() throws IOException {
    try (TestedServer server =
        TestedServer.start(
            folder.resolve("server"), "sip.udp.bind=[::1]:0", "sip.tcp.bind=[::1]:0")) {
      String meeting = server.createMeeting();
      assertThat(server.udp()).startsWith("[::1]:");

      // TCP first: a server that is still cold answers late, and sipp asks again over UDP.
      for (String transport : new String[] {"t1", "u1"}) {
        String address = transport.equals("t1") ? server.tcp() : server.udp();
        try (Sipp sipp =
            Scenario.start(
                "early-offer", folder, address, meeting, "-t", transport, "-d", "1000")) {
          sipp.await(SOON).assertCalls(1);
        }
      }

      server.awaitQuiet();
      String log = server.sipLog();
      assertThat(log).as("media goes to an IPv6 address").contains("c=IN IP6 ");
      assertThat(log).as("zones mean nothing to others").doesNotContain("%0");
    }
  }

  @Test
  void a_refusal_can_be_written_where_our_address_is_ipv6() throws IOException {
    try (TestedServer server =
        TestedServer.start(folder.resolve("strict"), "sip.udp.bind=[::1]:0")) {
      try (Sipp sipp = Scenario.start("unknown-domain", folder, server.udp(), "u", "-t", "u1")) {
        sipp.await(SOON).assertCalls(1);
      }
      assertThat(server.log()).doesNotContain("ERROR");
    }
  }
}
