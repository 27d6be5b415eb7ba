package io.carillon.cli.proof;

import static io.carillon.cli.proof.RunningServer.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.peers.BaresipSettings;
import io.carillon.cli.peers.Command;
import io.carillon.cli.peers.Ffprobe;
import io.carillon.cli.peers.ToneLevel;
import io.carillon.cli.peers.WaveFile;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What is on record of three calls after they ended: the formats are those of the guide. */
@Isolated
@RequiresPeer("baresip")
class OnRecordTest {
  private static final String ACCOUNT = "111122223333";
  private static final String LONDON = "+442071838750";
  private static final int PACKETS_PER_SECOND = 50;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static final List<Caller> CALLERS = new ArrayList<>();
  private static final Map<String, JsonNode> ENDS = new HashMap<>();
  private static RunningServer server;
  private static Instant begun;
  private static JsonNode meeting;
  private static String metrics;

  @BeforeAll
  static void threeCalls() {
    begun = Instant.now();
    server = RunningServer.start(folder, "quality.interval=2s", "aws.account=" + ACCOUNT);
    meeting = server.createMeeting(false);
    CALLERS.add(caller(LONDON, BaresipSettings.OPUS, "srtp", 600));
    CALLERS.add(caller("wide", BaresipSettings.G722, "srtp", 850));
    CALLERS.add(caller("plain", BaresipSettings.PCMA, "", 1150));
    CALLERS.forEach(caller -> caller.dial("sip:" + id() + "@" + DOMAIN));
    server.awaitInMeeting(id(), CALLERS.size());
    // Both sides have reported to each other by then, which takes some seconds.
    await("round-trip times")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(500))
        .until(OnRecordTest::everyRoundTripIsKnown);
    CALLERS.forEach(caller -> caller.phone().hangup());
    for (Caller caller : CALLERS) {
      ENDS.put(
          caller.name(),
          server.awaitMeetingEvent(
              "LegEnded", end -> end.path("fromNumber").asText().equals(caller.name())));
    }
    metrics = server.metrics();
    assertThat(server.stop()).isZero();
  }

  @AfterAll
  static void stop() {
    CALLERS.forEach(Caller::close);
    server.close();
  }

  private static boolean everyRoundTripIsKnown() {
    for (JsonNode call : server.get("/operator/calls")) {
      JsonNode shown = server.get("/operator/calls/" + call.path("transactionId").asText());
      if (!shown.path("media").path("rttMicros").isNumber()
          || !shown.path("media").path("sent").path("jitterMicros").isNumber()) {
        return false;
      }
    }
    return true;
  }

  @Test
  void everyIntervalOfEveryCallIsInTheQualityLog() {
    for (Caller caller : CALLERS) {
      List<JsonNode> records = qualityOf(caller);
      assertThat(records).as(caller.name()).hasSizeGreaterThanOrEqualTo(3);
      records.forEach(record -> isQualityOf(record, caller));

      double seconds = answeredMillis(caller) / 1000.0;
      for (String way : List.of("cust2vc", "vc2cust")) {
        long packets = sum(records, way + "_rtp_packets");
        assertThat(packets)
            .as("%s of %s in %s s", way, caller.name(), seconds)
            .isCloseTo(Math.round(seconds * PACKETS_PER_SECOND), Percentage.withPercentage(20));
        assertThat(sum(records, way + "_rtp_bytes") / packets).isBetween(13L, 220L);
        assertThat(sum(records, way + "_rtcp_packets")).isPositive();
        assertThat(sum(records, way + "_rtcp_bytes")).isPositive();
        List<Long> lost = numbers(records, way + "_packets_lost").boxed().toList();
        assertThat(lost).isSorted().last().asInstanceOf(LONG).isLessThan(packets / 10);
        assertThat(numbers(records, way + "_jitter")).isNotEmpty().allMatch(j -> j < 500_000);
      }
      assertThat(numbers(records, "rtt_btwn_vc_and_cust"))
          .isNotEmpty()
          .allMatch(rtt -> rtt > 0 && rtt < 3_000_000);
      assertThat(records.stream().map(record -> record.path("mos_btwn_vc_and_cust")))
          .allMatch(mos -> mos.isNull() || (mos.asDouble() >= 1 && mos.asDouble() <= 4.4))
          .anyMatch(mos -> mos.asDouble() > 3.5);
    }
  }

  private static void isQualityOf(JsonNode record, Caller caller) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "voice_connector_id",
                "event_timestamp",
                "call_id",
                "from_sip_user",
                "from_country",
                "to_sip_user",
                "to_country",
                "endpoint_id",
                "aws_region"));
    for (String way : List.of("cust2vc", "vc2cust", "rem2vc", "vc2rem")) {
      for (String what :
          List.of(
              "rtp_packets", "rtp_bytes", "rtcp_packets", "rtcp_bytes", "packets_lost", "jitter")) {
        names.add(way + "_" + what);
      }
    }
    for (String side : List.of("cust", "rem")) {
      names.add("rtt_btwn_vc_and_" + side);
      names.add("mos_btwn_vc_and_" + side);
    }
    assertThat(members(record)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(names).filteredOn(name -> name.contains("rem")).hasSize(14);
    assertThat(names)
        .filteredOn(name -> name.contains("rem"))
        .allSatisfy(name -> assertThat(record.get(name).isNull()).as(name).isTrue());
    assertThat(record.path("voice_connector_id").asText()).isEqualTo("meetings");
    assertThat(record.path("aws_region").asText()).isEqualTo("us-east-1");
    assertThat(Instant.ofEpochMilli(record.path("event_timestamp").asLong()))
        .isBetween(begun, Instant.now());
    assertThat(record.path("to_sip_user").asText()).isEqualTo(id());
    assertThat(record.path("to_country").isNull()).isTrue();
    assertThat(record.path("from_country").asText(null))
        .isEqualTo(caller.name().equals(LONDON) ? "GB" : null);
    assertThat(record.path("endpoint_id").asText()).isNotBlank();
  }

  @Test
  void everySipMessageIsOnRecordWithoutItsSecrets() throws IOException {
    List<JsonNode> messages =
        server.records().lines("logs/aws/ChimeVoiceConnectorSipMessages/meetings.jsonl");
    assertThat(messages)
        .allSatisfy(
            message ->
                assertThat(members(message))
                    .containsExactlyInAnyOrder(
                        "voice_connector_id",
                        "aws_region",
                        "event_timestamp",
                        "call_id",
                        "sip_message"));
    List<String> texts = messages.stream().map(m -> m.path("sip_message").asText()).toList();
    for (String start : List.of("INVITE sip:", "SIP/2.0 200 OK", "ACK sip:", "BYE sip:")) {
      assertThat(texts).filteredOn(text -> text.startsWith(start)).hasSizeGreaterThanOrEqualTo(3);
    }
    assertThat(texts).anyMatch(text -> text.contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 "));
    assertThat(texts).noneMatch(text -> text.contains("inline:"));

    Set<String> keys = new TreeSet<>();
    for (Caller caller : CALLERS) {
      Pattern.compile("inline:([A-Za-z0-9+/=]+)")
          .matcher(caller.phone().log())
          .results()
          .forEach(found -> keys.add(found.group(1)));
    }
    assertThat(keys).as("keys of two encrypted calls, both ways").hasSize(4);
    List<Path> files = new ArrayList<>(server.records().files("logs", ""));
    files.addAll(server.records().files("events", ""));
    files.add(folder.resolve("server.log"));
    for (Path file : files) {
      String text = Files.readString(file);
      assertThat(keys).as("in %s", file).noneMatch(text::contains);
    }
  }

  @Test
  void everyCallHasItsDetailRecord() throws IOException {
    List<Path> files = server.records().files("s3", "");
    assertThat(files).hasSize(CALLERS.size());
    for (Caller caller : CALLERS) {
      JsonNode end = ENDS.get(caller.name());
      String cdrId = end.path("transactionId").asText();
      Path file =
          files.stream().filter(f -> f.toString().endsWith('_' + cdrId)).findFirst().orElseThrow();
      String conference = meeting.path("conferenceId").asText();
      assertThat(server.data().relativize(file).toString())
          .matches(
              "s3/carillon-cdrs/Amazon-Chime-Business-Calling-CDRs/json/"
                  + ACCOUNT
                  + "/20[0-9]{2}/[01][0-9]/[0-3][0-9]/"
                  + conference
                  + "_20[0-9-]{9}[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}\\.[0-9]{3}_"
                  + cdrId);
      JsonNode cdr = Records.read(file);
      assertThat(members(cdr)).containsExactlyInAnyOrderElementsOf(Records.MEETING_CDR);
      assertThat(cdr).allMatch(JsonNode::isTextual);
      long start = end.path("answered").asLong() / 1000;
      long seconds = cdr.path("EndTimeEpochSeconds").asLong() - start;
      assertThat(cdr.path("StartTimeEpochSeconds").asLong()).isEqualTo(start);
      assertThat(seconds).isBetween(1L, 120L);
      assertThat(cdr.path("BillableDurationSeconds").asLong()).isEqualTo(seconds);
      assertThat(cdr.path("BillableDurationMinutes").asDouble() * 60)
          .isCloseTo(seconds, Percentage.withPercentage(1));
      assertThat(cdr.path("SchemaVersion").asText()).isEqualTo("2.0");
      assertThat(cdr.path("CdrId").asText()).isEqualTo(cdrId);
      assertThat(cdr.path("ServiceCode").asText()).isEqualTo("AmazonChimeBusinessCalling");
      assertThat(cdr.path("AwsAccountId").asText()).isEqualTo(ACCOUNT);
      assertThat(cdr.path("ConferenceId").asText()).isEqualTo(conference);
      assertThat(cdr.path("ConferencePin").asText()).isEqualTo(id());
      assertThat(cdr.path("Direction").asText()).isEqualTo("Inbound");
      boolean london = caller.name().equals(LONDON);
      assertThat(cdr.path("CallerPhoneNumber").asText()).isEqualTo(london ? LONDON : "");
      assertThat(cdr.path("CallerCountry").asText()).isEqualTo(london ? "GB" : "");
      assertThat(cdr.path("ConferenceStartTimeEpochSeconds").asLong())
          .isBetween(begun.getEpochSecond(), cdr.path("ConferenceEndTimeEpochSeconds").asLong());
    }
  }

  @Test
  void everyStreamIsAnnouncedAndEnded() {
    List<JsonNode> events = server.records().lines("events/streaming.jsonl");
    assertThat(events).hasSize(2 * CALLERS.size());
    for (JsonNode event : events) {
      assertThat(members(event))
          .containsExactlyInAnyOrder(
              "version",
              "id",
              "detail-type",
              "source",
              "account",
              "time",
              "region",
              "resources",
              "detail");
      assertThat(event.path("detail-type").asText())
          .isEqualTo("Chime VoiceConnector Streaming Status");
      assertThat(event.path("source").asText()).isEqualTo("aws.chime");
      assertThat(event.path("account").asText()).isEqualTo(ACCOUNT);
      assertThat(event.path("time").asText()).matches("20[0-9-]{8}T[0-9:]{8}Z");
      isStreamingDetail(event.path("detail"));
    }
    for (Caller caller : CALLERS) {
      assertThat(events.stream().map(e -> e.path("detail")).filter(d -> isOf(d, caller)))
          .extracting(detail -> detail.path("streamingStatus").asText())
          .containsExactly("STARTED", "ENDED");
    }
  }

  private static void isStreamingDetail(JsonNode detail) {
    boolean ended = detail.path("streamingStatus").asText().equals("ENDED");
    Set<String> names =
        new TreeSet<>(
            List.of(
                "callId",
                "direction",
                "fromNumber",
                "inviteHeaders",
                "isCaller",
                "mediaType",
                "sdp",
                "siprecMetadata",
                "startFragmentNumber",
                "startTime",
                "streamArn",
                "toNumber",
                "transactionId",
                "voiceConnectorId",
                "streamingStatus",
                "version"));
    if (ended) {
      names.add("endTime");
    }
    assertThat(members(detail)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(members(detail.path("inviteHeaders")))
        .containsExactlyInAnyOrder(
            "from", "to", "call-id", "cseq", "contact", "content-type", "content-length");
    assertThat(detail.path("mediaType").asText()).isEqualTo("audio/L16");
    assertThat(detail.path("streamArn").asText())
        .matches(
            "arn:aws:kinesisvideo:us-east-1:"
                + ACCOUNT
                + ":stream/ChimeVoiceConnector-meetings-[0-9a-f-]{36}/[0-9]{13}");
  }

  @Test
  @RequiresPeer({"ffprobe", "ffmpeg", "mkvinfo"})
  void everyPartysStreamHoldsItsOwnVoiceOnly() {
    for (Caller caller : CALLERS) {
      List<Path> files = server.records().files("streams/" + streamOf(caller), ".mkv");
      assertThat(files).as(caller.name()).hasSize(1);
      Path file = files.getFirst();

      Command mkvinfo =
          Command.succeed(Duration.ofSeconds(30), List.of("mkvinfo", file.toString()));
      assertThat(mkvinfo.output()).contains("Codec ID: A_", "Track type: audio");
      Map<String, String> facts = Ffprobe.inspect(file);
      assertThat(facts).containsEntry("streams.stream.0.codec_name", "pcm_s16le");
      assertThat(facts).containsEntry("streams.stream.0.channels", "1");
      assertThat(facts)
          .containsEntry(
              "streams.stream.0.sample_rate", caller.name().equals("plain") ? "8000" : "16000");

      WaveFile sound = Ffprobe.decode(file, folder.resolve("decoded.wav"));
      assertThat(sound.length().toMillis())
          .isCloseTo(answeredMillis(caller), Percentage.withPercentage(20));
      WaveFile middle = sound.part(sound.length().dividedBy(2), Duration.ofSeconds(1));
      for (Caller other : CALLERS) {
        double level = ToneLevel.decibels(middle, other.hertz());
        if (other == caller) {
          assertThat(level).isBetween(-24.0, -16.0);
        } else {
          assertThat(level).isLessThan(Caller.NOT_HEARD);
        }
      }
    }
  }

  @Test
  void theMetricsTellTheSame() {
    assertThat(metric("voice_connector_inbound_call_attempts_total")).isEqualTo(3);
    assertThat(metric("voice_connector_inbound_calls_answered_total")).isEqualTo(3);
    assertThat(metric("voice_connector_inbound_calls_active")).isZero();
    assertThat(metric("voice_connector_inbound_call_failures_total")).isZero();
    assertThat(metric("voice_connector_sip2xx_codes_total")).isGreaterThanOrEqualTo(6);
    List<JsonNode> records = quality();
    assertThat(metric("voice_connector_customer_to_vc_rtp_packets_total"))
        .isEqualTo(sum(records, "cust2vc_rtp_packets"));
    assertThat(metric("voice_connector_vc_to_customer_rtp_bytes_total"))
        .isEqualTo(sum(records, "vc2cust_rtp_bytes"));
    for (String name :
        List.of(
            "customer_to_vc_jitter_microseconds",
            "vc_to_customer_jitter_microseconds",
            "rtt_between_vc_and_customer_microseconds",
            "mos_between_vc_and_customer")) {
      assertThat(metric("voice_connector_" + name)).as(name).isPositive();
    }
  }

  /** Value of the one sample of that name at our connector. */
  private static double metric(String name) {
    List<String> samples =
        metrics
            .lines()
            .filter(line -> line.startsWith(name + "{"))
            .filter(line -> line.contains("voice_connector_id=\"meetings\""))
            .filter(line -> line.contains("region=\"us-east-1\""))
            .toList();
    assertThat(samples).as(name).hasSize(1);
    String sample = samples.getFirst();
    return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
  }

  private static String streamOf(Caller caller) {
    return server.records().lines("events/streaming.jsonl").stream()
        .map(event -> event.path("detail"))
        .filter(detail -> isOf(detail, caller))
        .map(detail -> detail.path("streamArn").asText().split("/")[1])
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOf(JsonNode detail, Caller caller) {
    return detail
        .path("transactionId")
        .asText()
        .equals(ENDS.get(caller.name()).path("transactionId").asText());
  }

  private static List<JsonNode> quality() {
    return server.records().lines("logs/aws/ChimeVoiceConnectorLogs/meetings.jsonl");
  }

  private static List<JsonNode> qualityOf(Caller caller) {
    String call = ENDS.get(caller.name()).path("transactionId").asText();
    return quality().stream().filter(r -> r.path("call_id").asText().equals(call)).toList();
  }

  private static long answeredMillis(Caller caller) {
    JsonNode end = ENDS.get(caller.name());
    return end.path("timestamp").asLong() - end.path("answered").asLong();
  }

  private static long sum(List<JsonNode> records, String name) {
    return numbers(records, name).sum();
  }

  /** Every value that was measured, in order. */
  private static LongStream numbers(List<JsonNode> records, String name) {
    return records.stream()
        .map(record -> record.path(name))
        .filter(JsonNode::isIntegralNumber)
        .mapToLong(JsonNode::asLong);
  }

  private static Set<String> members(JsonNode object) {
    return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  private static String id() {
    return meeting.path("meetingId").asText();
  }

  private static Caller caller(String name, String codec, String encryption, int hertz) {
    return Caller.start(
        server,
        BaresipSettings.named(name).withCodecs(codec).withEncryption(encryption),
        hertz,
        folder);
  }
}
