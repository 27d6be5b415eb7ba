package io.carillon.cli.proof;

import static io.carillon.cli.peers.SippScript.audio;
import static io.carillon.cli.peers.SippScript.callee;
import static io.carillon.cli.peers.SippScript.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.peers.RtpParty;
import io.carillon.cli.peers.Sipp;
import io.carillon.core.quality.CodecImpairment;
import io.carillon.core.quality.EModel;
import io.carillon.core.testkit.RequiresPeer;
import io.carillon.media.testkit.Impairment;
import io.carillon.media.testkit.LossyForwarder;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A call through a trunk whose parties are each behind a bad line of their own: the quality record
 * says what the lines did, on either side.
 */
@Isolated
@RequiresPeer("sipp")
class LossyTrunkTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Impairment FROM_CARRIER = line(2, 50, 16);
  private static final Impairment TO_CARRIER = line(3, 60, 12);
  private static final Impairment FROM_PBX = line(4, 30, 18);
  private static final Impairment TO_PBX = line(6, 25, 15);

  /** Packets of each party, 30 s. */
  private static final int PACKETS = 1500;

  @TempDir Path folder;

  private static Impairment line(int lossPercent, int delayMillis, int spreadMillis) {
    return new Impairment(
        lossPercent, Duration.ofMillis(delayMillis), Duration.ofMillis(spreadMillis));
  }

  @Test
  void theRecordSaysWhatTheLinesDid() throws IOException {
    String sdp = audio("0 101", "sendrecv", "a=rtpmap:0 PCMU/8000", "a=rtcp-mux");
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (TrunkHouse house = TrunkHouse.start(folder, "quality.interval=10min");
        RtpParty carrierSound = RtpParty.start("127.0.0.1", 440);
        RtpParty pbxSound = RtpParty.start("127.0.0.1", 1000);
        LossyForwarder carrierLine =
            new LossyForwarder(loopback, 1, FROM_CARRIER, TO_CARRIER, 11)
                .nearEnd(carrierSound.address());
        LossyForwarder pbxLine =
            new LossyForwarder(loopback, 1, FROM_PBX, TO_PBX, 12).nearEnd(pbxSound.address());
        Sipp pbx =
            house.pbxAnswers(
                callee("lossy-callee")
                    .respond(200, "OK", at(sdp))
                    .receive("ACK")
                    .receive("BYE")
                    .reply(200, "OK"),
                pbxLine.farSide().getPort());
        Sipp carrier =
            house.carrierCalls(
                caller("lossy")
                    .invite(at(sdp))
                    .receive(200)
                    .withBody("a=rtcp-mux")
                    .ack()
                    .pause()
                    .request("BYE", "")
                    .receive(200),
                carrierLine.farSide().getPort(),
                "-d",
                "32000")) {
      carrier.await(SOON).assertCalls(1);
      pbx.await(SOON).assertCalls(1);
      assertThat(carrierLine.cameFromNear()).isGreaterThan(PACKETS);
      JsonNode record = record(house);
      loss(record, "cust2vc", FROM_PBX, pbxLine.cameFromNear());
      loss(record, "vc2cust", TO_PBX, pbxLine.cameFromFar());
      loss(record, "rem2vc", FROM_CARRIER, carrierLine.cameFromNear());
      loss(record, "vc2rem", TO_CARRIER, carrierLine.cameFromFar());
      jitter(record, "cust2vc", pbxLine.jitterToFar());
      jitter(record, "vc2cust", pbxLine.jitterToNear());
      jitter(record, "rem2vc", carrierLine.jitterToFar());
      jitter(record, "vc2rem", carrierLine.jitterToNear());
      score(record, "cust", FROM_PBX, TO_PBX, FROM_CARRIER);
      score(record, "rem", FROM_CARRIER, TO_CARRIER, FROM_PBX);
    }
  }

  /** The lines are at 127.0.0.1, wherever sipp is. */
  private static String at(String sdp) {
    String there = sdp.replace("c=IN IP[media_ip_type] [media_ip]", "c=IN IP4 127.0.0.1");
    assertThat(there).as("the line's address is in it").isNotEqualTo(sdp);
    return there;
  }

  private static JsonNode record(TrunkHouse house) {
    String log = "logs/aws/ChimeVoiceConnectorLogs/" + house.connectorId() + ".jsonl";
    List<JsonNode> lines =
        await()
            .atMost(SOON)
            .until(() -> house.server().records().lines(log), found -> !found.isEmpty());
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  /** Within one point of percentage. */
  private static void loss(JsonNode record, String flow, Impairment line, long sent) {
    double percent = 100.0 * record.path(flow + "_packets_lost").asLong() / sent;
    assertThat(percent).as(flow + " loss").isCloseTo(line.lossPercent(), within(1.0));
  }

  /** Within ten percent of what the line did, which on a busy machine is more than was set. */
  private static void jitter(JsonNode record, String flow, double expected) {
    assertThat((double) record.path(flow + "_jitter").asLong())
        .as(flow + " jitter")
        .isCloseTo(expected, within(expected / 10));
  }

  /** Round trip within ten percent, score within 0.1 of the E-model of what was set. */
  private static void score(
      JsonNode record, String side, Impairment from, Impairment to, Impairment beyond) {
    double roundTrip = from.meanDelayMillis() + to.meanDelayMillis();
    assertThat(record.path("rtt_btwn_vc_and_" + side).asLong() / 1000.0)
        .as(side + " round trip")
        .isCloseTo(roundTrip, within(roundTrip / 10));
    double expected =
        (mos(roundTrip, from.lossPercent(), Impairment.jitterMicros(from))
                + mos(roundTrip, to.lossPercent(), Impairment.jitterMicros(beyond, to)))
            / 2;
    assertThat(record.path("mos_btwn_vc_and_" + side).asDouble())
        .as(side + " score")
        .isCloseTo(expected, within(0.1));
  }

  private static double mos(double roundTripMillis, double lossPercent, double jitterMicros) {
    CodecImpairment codec = CodecImpairment.G711_CONCEALED;
    double delay = roundTripMillis / 2 + 2 * jitterMicros / 1000 + codec.delayMillis();
    return EModel.mos(EModel.rating(delay, codec, lossPercent, 1));
  }
}
