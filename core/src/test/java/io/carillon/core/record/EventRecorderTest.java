package io.carillon.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.event.DomainEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
  private static final String ARN =
      "arn:aws:kinesisvideo:us-east-1:111122223333:stream/ChimeVoiceConnector-x/1";
  private static final UUID ID = UUID.fromString("12345678-1234-4234-8234-111122223333");
  private static final Map<String, String> HEADERS =
      Map.of(
          "from", "\"John\" <sip:+12065550100:pw@10.24.34.0>;tag=abcdefg",
          "call-id", "1112-2222-4333",
          "cseq", "101 INVITE",
          "authorization", "Digest x");

  private final List<EventEnvelope> events = new ArrayList<>();
  private final EventRecorder recorder =
      new EventRecorder(events::add, "111122223333", "eu-central-1", () -> ID);
  private final LegInfo leg = Legs.leg("t-1", "+12065550100", "u", CallDirection.INBOUND);

  @Test
  void aStartedStreamHasTheEnvelopeAndFieldsOfTheGuide() throws Exception {
    recorder.accept(new DomainEvent.StreamStarted(Legs.START, leg, ARN, "91343", HEADERS));

    JsonNode json = json(0);
    assertThat(events.getFirst().stream()).isEqualTo(EventEnvelope.Stream.STREAMING);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "version",
            "id",
            "detail-type",
            "source",
            "account",
            "time",
            "region",
            "resources",
            "detail");
    assertThat(json.path("version").asText()).isEqualTo("0");
    assertThat(json.path("id").asText()).isEqualTo(ID.toString());
    assertThat(json.path("detail-type").asText())
        .isEqualTo("Chime VoiceConnector Streaming Status");
    assertThat(json.path("source").asText()).isEqualTo("aws.chime");
    assertThat(json.path("time").asText()).isEqualTo("2019-03-01T17:10:00Z");
    assertThat(json.path("region").asText()).isEqualTo("us-east-1");
    assertThat(json.path("resources").isArray()).isTrue();
    JsonNode detail = json.path("detail");
    assertThat(detail.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
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
            "version");
    assertThat(detail.path("streamingStatus").asText()).isEqualTo("STARTED");
    assertThat(detail.path("direction").asText()).isEqualTo("Inbound");
    assertThat(detail.path("isCaller").asBoolean()).isTrue();
    assertThat(detail.path("sdp").path("mediaIndex").isInt()).isTrue();
    assertThat(detail.path("inviteHeaders").fieldNames())
        .toIterable()
        .containsExactly("from", "call-id", "cseq");
    assertThat(detail.path("inviteHeaders").path("from").asText())
        .isEqualTo("\"John\" <sip:+12065550100:[removed]@10.24.34.0>;tag=abcdefg");
  }

  @Test
  void anEndedStreamSaysTheSameAndItsEnd() throws Exception {
    Instant end = Legs.START.plusSeconds(90);
    recorder.accept(new DomainEvent.StreamEnded(end, leg, Legs.START, ARN, "91343", HEADERS));

    JsonNode detail = json(0).path("detail");
    assertThat(detail.path("streamingStatus").asText()).isEqualTo("ENDED");
    assertThat(detail.path("startTime").asText()).isEqualTo("2019-03-01T17:10:00Z");
    assertThat(detail.path("endTime").asText()).isEqualTo("2019-03-01T17:11:30Z");
    assertThat(detail.path("streamArn").asText()).isEqualTo(ARN);
  }

  @Test
  void aFailedStreamSaysWhy() throws Exception {
    recorder.accept(new DomainEvent.StreamFailed(Legs.START, leg, "Internal failure"));

    JsonNode detail = json(0).path("detail");
    assertThat(detail.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "streamingStatus",
            "voiceConnectorId",
            "transactionId",
            "callId",
            "direction",
            "failTime",
            "failureReason",
            "version");
    assertThat(detail.path("failureReason").asText()).isEqualTo("Internal failure");
  }

  @Test
  void whatHappensInMeetingsIsAnEventToo() throws Exception {
    recorder.accept(new DomainEvent.LegStarted(Legs.START, leg));
    recorder.accept(new DomainEvent.MeetingStarted(Legs.START, Legs.MEETING));
    recorder.accept(new DomainEvent.ParticipantJoined(Legs.START, leg, Legs.MEETING, true));
    recorder.accept(new DomainEvent.ActiveSpeakerChanged(Legs.START, leg, Legs.MEETING));
    recorder.accept(new DomainEvent.ModeratorActed(Legs.START, leg, Legs.MEETING, "lock"));
    recorder.accept(new DomainEvent.RecordingStopped(Legs.START, Legs.MEETING, "a.wav", 1234));
    recorder.accept(Legs.ended(leg, Legs.START.plusSeconds(60)));

    assertThat(events).extracting(EventEnvelope::source).containsOnly("carillon");
    assertThat(events)
        .extracting(event -> event.detail().path("eventType").asText())
        .containsExactly(
            "LegStarted",
            "MeetingStarted",
            "ParticipantJoined",
            "ModeratorActed",
            "RecordingStopped",
            "LegEnded");
    assertThat(json(1).path("region").asText()).isEqualTo("eu-central-1");
    assertThat(json(1).path("detail").path("meetingId").asText()).isEqualTo("0123456789");
    assertThat(json(2).path("detail").path("moderator").asBoolean()).isTrue();
    assertThat(json(2).path("detail").path("transactionId").asText()).isEqualTo("t-1");
    assertThat(json(3).path("detail").path("action").asText()).isEqualTo("lock");
    assertThat(json(4).path("detail").path("durationMillis").asLong()).isEqualTo(1234);
    assertThat(json(5).path("detail").path("reason").asText()).isEqualTo("REMOTE_HANGUP");
  }

  @Test
  void aSipMessageIsLoggedWithoutItsKeys() throws Exception {
    List<String> lines = new ArrayList<>();
    SipMessageLog log =
        new SipMessageLog(
            (group, connector, at, json) -> lines.add(group + " " + json), id -> Optional.empty());

    log.accept(
        new DomainEvent.SipMessagePassed(
            Legs.START,
            "vc1",
            "us-east-1",
            "c-1",
            true,
            "INVITE sip:u@h SIP/2.0\r\nAuthorization: Basic KEY\r\n\r\n"));

    assertThat(lines)
        .containsExactly(
            "SIP_MESSAGES {\"voice_connector_id\":\"vc1\",\"aws_region\":\"us-east-1\","
                + "\"event_timestamp\":1551460200020,\"call_id\":\"c-1\",\"sip_message\":"
                + "\"INVITE sip:u@h SIP/2.0\\r\\nAuthorization: Basic [removed]\\r\\n\\r\\n\"}");
  }

  private JsonNode json(int index) throws Exception {
    return new ObjectMapper().readTree(events.get(index).json());
  }
}
