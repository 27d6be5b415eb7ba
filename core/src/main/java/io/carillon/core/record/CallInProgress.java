package io.carillon.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.event.BridgedCall;
import io.carillon.core.event.DomainEvent.MeetingRef;
import io.carillon.core.quality.CallNumbers;
import java.time.Instant;
import java.util.Optional;

/**
 * What the call detail record of an answered leg or a bridged call needs, as far as it is known.
 *
 * @param transactionId the leg, or the bridged call's own ID
 * @param fromUser the caller
 * @param toUser who was called
 * @param answeredAt when it was answered
 * @param conferenceId of the last meeting the leg was in, empty when it was in none
 * @param meetingId its number, empty when there was none
 * @param conferenceStart null when there was no meeting
 * @param conferenceEnd null while it goes on
 * @param trunk of a bridged call; empty for a leg into a meeting
 */
record CallInProgress(
    String transactionId,
    CallDirection direction,
    String fromUser,
    String toUser,
    Instant answeredAt,
    String conferenceId,
    String meetingId,
    Instant conferenceStart,
    Instant conferenceEnd,
    Optional<TrunkPart> trunk) {

  static CallInProgress answered(LegInfo leg, Instant at) {
    return new CallInProgress(
        leg.transactionId(),
        leg.direction(),
        leg.fromUser(),
        leg.toUser(),
        at,
        "",
        "",
        null,
        null,
        Optional.empty());
  }

  static CallInProgress bridged(BridgedCall call, TrunkPart trunk) {
    CallNumbers numbers = CallNumbers.of(call);
    return new CallInProgress(
        call.id(),
        call.direction(),
        numbers.from(),
        numbers.to(),
        call.answeredAt(),
        "",
        "",
        null,
        null,
        Optional.of(trunk));
  }

  /** A call over a trunk that nobody answered. */
  static CallInProgress failed(LegInfo leg, String why) {
    BridgedCall call =
        new BridgedCall(
            leg.transactionId(),
            leg.callTransactionId(),
            leg.directionOfCall(),
            leg,
            Optional.empty(),
            leg.startedAt());
    TrunkPart trunk =
        new TrunkPart(
            leg.callTransactionId(),
            leg.callId(),
            leg.voiceConnectorId(),
            leg.region(),
            false,
            why);
    return bridged(call, trunk);
  }

  CallInProgress in(MeetingRef meeting, Instant start) {
    return new CallInProgress(
        transactionId,
        direction,
        fromUser,
        toUser,
        answeredAt,
        meeting.conferenceId(),
        meeting.meetingId(),
        start,
        null,
        trunk);
  }

  CallInProgress conferenceEnded(Instant at) {
    return new CallInProgress(
        transactionId,
        direction,
        fromUser,
        toUser,
        answeredAt,
        conferenceId,
        meetingId,
        conferenceStart,
        at,
        trunk);
  }

  /** Its audio goes to a stream. */
  CallInProgress inStream() {
    return new CallInProgress(
        transactionId,
        direction,
        fromUser,
        toUser,
        answeredAt,
        conferenceId,
        meetingId,
        conferenceStart,
        conferenceEnd,
        trunk.map(TrunkPart::inStream));
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", transactionId);
    json.put("direction", direction.name());
    json.put("from", fromUser);
    json.put("to", toUser);
    json.put("answered", answeredAt.toEpochMilli());
    json.put("conference", conferenceId);
    json.put("meeting", meetingId);
    putTime(json, "conferenceStart", conferenceStart);
    putTime(json, "conferenceEnd", conferenceEnd);
    trunk.ifPresent(part -> part.put(json.putObject("trunk")));
    return json;
  }

  /** The reverse of {@link #json()}; throws IllegalArgumentException when it is none. */
  static CallInProgress of(JsonNode json) {
    if (json.path("id").asText().isEmpty() || !json.path("answered").isIntegralNumber()) {
      throw new IllegalArgumentException("no call: " + json);
    }
    return new CallInProgress(
        json.path("id").asText(),
        CallDirection.valueOf(json.path("direction").asText()),
        json.path("from").asText(),
        json.path("to").asText(),
        Instant.ofEpochMilli(json.path("answered").asLong()),
        json.path("conference").asText(),
        json.path("meeting").asText(),
        time(json, "conferenceStart"),
        time(json, "conferenceEnd"),
        json.has("trunk") ? Optional.of(TrunkPart.of(json.path("trunk"))) : Optional.empty());
  }

  private static void putTime(ObjectNode json, String name, Instant time) {
    if (time != null) {
      json.put(name, time.toEpochMilli());
    }
  }

  private static Instant time(JsonNode json, String name) {
    return json.has(name) ? Instant.ofEpochMilli(json.path(name).asLong()) : null;
  }
}
