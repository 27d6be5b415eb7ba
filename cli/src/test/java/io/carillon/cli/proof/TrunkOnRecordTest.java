package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.peers.RtpParty;
import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads of one call from the carrier to the PBX: all of it under one ID. */
@RequiresPeer("sipp")
class TrunkOnRecordTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;

  private static TrunkHouse house;
  private static JsonNode cdr;
  private static String connector;

  @BeforeAll
  static void call() {
    house = TrunkHouse.start(folder).overTcp();
    connector = house.connectorId();
    house.commands().done("connector", "streaming", connector, "--retention-hours", "24");
    try (RtpParty carrierSound = RtpParty.start(TrunkHouse.CARRIER, 440);
        RtpParty pbxSound = RtpParty.start(TrunkHouse.PBX, 1000);
        Sipp pbx = house.pbxAnswers(CallFlow.ANSWERED.calleeSide(), pbxSound.port());
        Sipp carrier =
            house.carrierCalls(CallFlow.ANSWERED.callerSide(), carrierSound.port(), "-d", "4000")) {
      carrier.await(SOON).assertCalls(1);
      pbx.await(SOON).assertCalls(1);
    }
    house.server().awaitQuiet();
    List<Path> files = house.server().records().files("s3", "");
    assertThat(files).hasSize(1);
    assertThat(files.getFirst().toString())
        .contains("Amazon-Chime-Voice-Connector-CDRs/json/" + connector + "/");
    cdr = Records.read(files.getFirst());
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void theCallHasOneDetailRecord() {
    assertThat(cdr.path("Status").asText()).isEqualTo("Completed");
    assertThat(cdr.path("Direction").asText()).isEqualTo("Inbound");
    assertThat(cdr.path("DestinationPhoneNumber").asText()).isEqualTo(house.number());
    assertThat(cdr.path("SourceCountry").asText()).isEqualTo("US");
    assertThat(cdr.path("BillableDurationSeconds").asLong()).isBetween(3L, 6L);
    assertThat(cdr.path("Streaming").asBoolean()).isTrue();
  }

  @Test
  void itsQualityRecordsHaveBothSides() {
    List<JsonNode> records = lines("logs/aws/ChimeVoiceConnectorLogs/" + connector + ".jsonl", 1);
    for (JsonNode record : records) {
      assertThat(record.path("call_id").asText()).isEqualTo(transaction());
      assertThat(record.path("to_sip_user").asText()).isEqualTo(house.number());
    }
    for (String score : List.of("mos_btwn_vc_and_cust", "mos_btwn_vc_and_rem")) {
      // The last stretch may be too short for a packet: then there is none.
      assertThat(records)
          .map(record -> record.path(score))
          .filteredOn(JsonNode::isNumber)
          .isNotEmpty()
          .allSatisfy(mos -> assertThat(mos.asDouble()).as(score).isGreaterThan(4));
    }
    for (String flow : List.of("cust2vc", "vc2cust", "rem2vc", "vc2rem")) {
      assertThat(records.stream().mapToLong(r -> r.path(flow + "_rtp_packets").asLong()).sum())
          .as(flow)
          .isGreaterThan(100);
    }
  }

  @Test
  void theMessagesOfBothLegsAreLoggedUnderTheConnectorAndTheCall() {
    List<JsonNode> messages =
        lines("logs/aws/ChimeVoiceConnectorSipMessages/" + connector + ".jsonl", 10);
    assertThat(messages)
        .allSatisfy(
            message -> assertThat(message.path("call_id").asText()).isEqualTo(transaction()));
    assertThat(messages)
        .filteredOn(message -> message.path("sip_message").asText().startsWith("INVITE "))
        .as("of the carrier and to the PBX")
        .hasSize(2);
  }

  @Test
  void eachPartyIsStreamed() {
    List<JsonNode> events = lines("events/streaming.jsonl", 4);
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.path("detail").path("transactionId").asText())
                    .isEqualTo(transaction()));
    Set<String> told =
        events.stream()
            .map(event -> event.path("detail"))
            .map(
                detail ->
                    detail.path("streamingStatus").asText()
                        + detail.path("isCaller").asText()
                        + detail.path("direction").asText())
            .collect(Collectors.toSet());
    assertThat(told)
        .containsExactlyInAnyOrder(
            "STARTEDtrueInbound", "STARTEDfalseInbound", "ENDEDtrueInbound", "ENDEDfalseInbound");
  }

  private static List<JsonNode> lines(String file, int least) {
    return await()
        .atMost(SOON)
        .until(() -> house.server().records().lines(file), lines -> lines.size() >= least);
  }

  private static String transaction() {
    return cdr.path("TransactionId").asText();
  }
}
