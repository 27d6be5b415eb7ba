package io.carillon.core.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.event.AudioStream;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.DomainEvent.MeetingRef;
import io.carillon.core.event.StreamedParty;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Turns domain events into EventBridge envelopes. Subscribe it to the event bus.
 *
 * <p>StreamStarted, StreamUpdated, StreamEnded and StreamFailed become "Chime VoiceConnector
 * Streaming Status" of source aws.chime. {@code isCaller} says that the streamed party placed the
 * call; {@code siprecMetadata} is empty for a call that did not come by SIPREC.
 *
 * <p>The others become "Carillon Meeting Event" of source carillon. Their detail has {@code
 * version} "0", {@code eventType} (the name of the domain event) and {@code timestamp} (ms); events
 * of a leg also transactionId, callId, voiceConnectorId, protocol, direction, fromNumber, toNumber;
 * events of a meeting meetingId, conferenceId, title; and:
 *
 * <ul>
 *   <li>LegStarted: toHost, userAgent
 *   <li>LegEnded: reason (EndReason), statusCode, answered (ms, absent when it never was)
 *   <li>CallBridged: transactionId, voiceConnectorId, direction
 *   <li>ParticipantJoined: moderator (true, false)
 *   <li>ModeratorActed: action
 *   <li>RecordingStarted, RecordingStopped, RecordingFailed: file; durationMillis; failure
 * </ul>
 *
 * <p>ActiveSpeakerChanged, CallTurnedAway and SipMessagePassed are too many to be events for
 * others. Thread-safe, does not block.
 */
public final class EventRecorder implements Consumer<DomainEvent> {
  private final EventSink sink;
  private final String account;
  private final String region;
  private final Supplier<UUID> ids;

  /**
   * @param account AWS account number of the envelope
   * @param region region of the envelope of events that belong to no leg
   * @param ids makes event IDs, such as {@code UUID::randomUUID}
   */
  public EventRecorder(EventSink sink, String account, String region, Supplier<UUID> ids) {
    this.sink = Objects.requireNonNull(sink, "sink");
    this.account = Objects.requireNonNull(account, "account");
    this.region = Objects.requireNonNull(region, "region");
    this.ids = Objects.requireNonNull(ids, "ids");
  }

  @Override
  public void accept(DomainEvent event) {
    switch (event) {
      case DomainEvent.StreamStarted e ->
          streaming(
              e.at(),
              e.leg(),
              stream(e.leg(), e.stream(), e.at()).put("streamingStatus", "STARTED"));
      case DomainEvent.StreamEnded e ->
          streaming(
              e.at(),
              e.leg(),
              stream(e.leg(), e.stream(), e.startedAt())
                  .put("endTime", EventEnvelope.seconds(e.at()))
                  .put("streamingStatus", "ENDED"));
      case DomainEvent.StreamUpdated e -> streaming(e.at(), e.leg(), updated(e));
      case DomainEvent.StreamFailed e ->
          streaming(
              e.at(),
              e.leg(),
              call(e.leg(), e.leg().directionOfCall())
                  .put("failTime", EventEnvelope.seconds(e.at()))
                  .put("failureReason", e.failure())
                  .put("streamingStatus", "FAILED"));
      case DomainEvent.SipMessagePassed _,
          DomainEvent.ActiveSpeakerChanged _,
          DomainEvent.CallTurnedAway _ -> {
        // too many of them
      }
      default -> meeting(event);
    }
  }

  private void streaming(Instant at, LegInfo leg, ObjectNode detail) {
    sink.put(
        new EventEnvelope(
            EventEnvelope.Stream.STREAMING,
            ids.get().toString(),
            "Chime VoiceConnector Streaming Status",
            "aws.chime",
            account,
            at,
            leg.region(),
            detail.put("version", "0")));
  }

  private static ObjectNode call(LegInfo leg, CallDirection direction) {
    return named(leg).put("direction", word(direction));
  }

  private static ObjectNode named(LegInfo leg) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("callId", leg.callId())
        .put("transactionId", leg.callTransactionId())
        .put("voiceConnectorId", leg.voiceConnectorId());
  }

  private static ObjectNode stream(LegInfo leg, AudioStream stream, Instant startedAt) {
    StreamedParty party = stream.party();
    ObjectNode detail = call(leg, party.direction());
    detail.put("fromNumber", party.fromNumber());
    detail.put("toNumber", party.toNumber());
    headers(detail.putObject("inviteHeaders"), party.inviteHeaders());
    detail.put("isCaller", party.isCaller());
    detail.put("mediaType", "audio/L16");
    detail
        .putObject("sdp")
        .put("mediaIndex", party.mediaIndex())
        .put("mediaLabel", party.mediaLabel());
    detail.put("siprecMetadata", party.siprecMetadata());
    detail.put("startFragmentNumber", stream.startFragmentNumber());
    detail.put("startTime", EventEnvelope.seconds(startedAt));
    return detail.put("streamArn", stream.streamArn());
  }

  private static ObjectNode updated(DomainEvent.StreamUpdated event) {
    ObjectNode detail = named(event.leg());
    headers(detail.putObject("updateHeaders"), event.updateHeaders());
    return detail.put("siprecMetadata", event.siprecMetadata()).put("streamingStatus", "UPDATED");
  }

  private static void headers(ObjectNode into, Map<String, String> headers) {
    for (String name : DomainEvent.INVITE_HEADERS) {
      String value = headers.get(name);
      if (value != null) {
        into.put(name, SipMessageRedactor.redact(value));
      }
    }
  }

  private void meeting(DomainEvent event) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("version", "0");
    detail.put("eventType", event.getClass().getSimpleName());
    detail.put("timestamp", event.at().toEpochMilli());
    LegInfo leg = event instanceof DomainEvent.LegEvent legEvent ? legEvent.leg() : null;
    if (leg != null) {
      detail.setAll(call(leg, leg.direction()));
      detail.put("protocol", leg.protocol().name());
      detail.put("fromNumber", leg.fromUser());
      detail.put("toNumber", leg.toUser());
    }
    MeetingRef meeting = meetingOf(event);
    if (meeting != null) {
      detail.put("meetingId", meeting.meetingId());
      detail.put("conferenceId", meeting.conferenceId());
      detail.put("title", meeting.title());
    }
    putOwn(event, detail);
    sink.put(
        new EventEnvelope(
            EventEnvelope.Stream.MEETINGS,
            ids.get().toString(),
            "Carillon Meeting Event",
            "carillon",
            account,
            event.at(),
            leg == null ? region : leg.region(),
            detail));
  }

  /** What only this kind of event has. */
  private static void putOwn(DomainEvent event, ObjectNode detail) {
    switch (event) {
      case DomainEvent.LegStarted e ->
          detail.put("toHost", e.leg().toHost()).put("userAgent", e.leg().userAgent());
      case DomainEvent.LegEnded e -> {
        detail.put("reason", e.reason().name()).put("statusCode", e.statusCode());
        if (e.answeredAt() != null) {
          detail.put("answered", e.answeredAt().toEpochMilli());
        }
      }
      case DomainEvent.CallBridged e ->
          detail
              .put("transactionId", e.transactionId())
              .put("voiceConnectorId", e.voiceConnectorId())
              .put("direction", word(e.direction()));
      case DomainEvent.ParticipantJoined e -> detail.put("moderator", e.moderator());
      case DomainEvent.ModeratorActed e -> detail.put("action", e.action());
      case DomainEvent.RecordingStarted e -> detail.put("file", e.file());
      case DomainEvent.RecordingStopped e ->
          detail.put("file", e.file()).put("durationMillis", e.durationMillis());
      case DomainEvent.RecordingFailed e ->
          detail.put("file", e.file()).put("failure", e.failure());
      default -> {
        // nothing of its own
      }
    }
  }

  private static MeetingRef meetingOf(DomainEvent event) {
    return switch (event) {
      case DomainEvent.ParticipantJoined e -> e.meeting();
      case DomainEvent.ParticipantLeft e -> e.meeting();
      case DomainEvent.ModeratorActed e -> e.meeting();
      case DomainEvent.MeetingStarted e -> e.meeting();
      case DomainEvent.MeetingEnded e -> e.meeting();
      case DomainEvent.RecordingStarted e -> e.meeting();
      case DomainEvent.RecordingStopped e -> e.meeting();
      case DomainEvent.RecordingFailed e -> e.meeting();
      default -> null;
    };
  }

  private static String word(CallDirection direction) {
    return direction == CallDirection.INBOUND ? "Inbound" : "Outbound";
  }
}
