package io.carillon.admin.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.core.call.DirectionQuality;
import io.carillon.core.call.LiveCalls.LiveCall;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.meeting.Meeting;
import io.carillon.core.meeting.RoomSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The JSON forms of the operators' API; their members are described in docs/operations.md. */
final class OperatorJson {
  private OperatorJson() {}

  static ObjectNode meeting(Meeting meeting) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("meetingId", meeting.meetingId());
    json.put("title", meeting.title());
    json.put("moderated", meeting.moderated());
    if (meeting.moderated()) {
      json.put("moderatorId", meeting.moderatorId());
      json.put("passcode", meeting.passcode());
    }
    json.put("conferenceId", meeting.conferenceId().toString());
    json.put("createdAt", meeting.createdAt().toString());
    json.put("state", meeting.state().name().toLowerCase(Locale.ROOT));
    return json;
  }

  static void addRoom(ObjectNode json, RoomSnapshot room) {
    json.put("startedAt", text(room.startedAt()));
    json.put("locked", room.locked());
    json.put("recording", room.recording());
    json.put("activeSpeaker", room.activeSpeaker());
    ArrayNode roster = json.putArray("roster");
    for (RoomSnapshot.Entry entry : room.roster()) {
      roster
          .addObject()
          .put("transactionId", entry.leg().transactionId())
          .put("from", entry.leg().fromUser())
          .put("userAgent", entry.leg().userAgent())
          .put("remote", entry.leg().remoteAddress())
          .put("moderator", entry.moderator())
          .put("inMeeting", entry.inMeeting())
          .put("muted", entry.muted())
          .put("since", text(entry.since()));
    }
  }

  static ObjectNode call(LiveCall call, List<RoomSnapshot> rooms) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("transactionId", call.leg().transactionId());
    json.put("callTransactionId", call.leg().callTransactionId());
    json.put("role", call.leg().role().name().toLowerCase(Locale.ROOT));
    json.put("callId", call.leg().callId());
    json.put("protocol", call.leg().protocol().name());
    json.put("direction", call.leg().direction().name().toLowerCase(Locale.ROOT));
    json.put("from", call.leg().fromUser());
    json.put("to", call.leg().toUser() + "@" + call.leg().toHost());
    json.put("remote", call.leg().remoteAddress());
    json.put("userAgent", call.leg().userAgent());
    json.put("region", call.leg().region());
    json.put("voiceConnectorId", call.leg().voiceConnectorId());
    json.put("state", call.state());
    json.put("codec", call.quality().codec());
    json.put("startedAt", text(call.leg().startedAt()));
    json.put("answeredAt", text(call.answeredAt()));
    json.put("meetingId", meetingOf(call, rooms));
    return json;
  }

  private static String meetingOf(LiveCall call, List<RoomSnapshot> rooms) {
    for (RoomSnapshot room : rooms) {
      for (RoomSnapshot.Entry entry : room.roster()) {
        if (entry.leg().transactionId().equals(call.leg().transactionId())) {
          return room.meeting().meetingId();
        }
      }
    }
    return null;
  }

  static void addQuality(ObjectNode json, MediaQuality quality) {
    ObjectNode media = json.putObject("media");
    direction(media.putObject("received"), quality.received());
    direction(media.putObject("sent"), quality.sent());
    media.put("rttMicros", mean(quality.rttSumMicros(), quality.rttSamples()));
    media.put("late", quality.latePackets());
    media.put("duplicate", quality.duplicatePackets());
    media.put("reordered", quality.reorderedPackets());
    media.put("concealedFrames", quality.concealedFrames());
    media.put("bufferDelayMillis", quality.bufferDelayMillis());
  }

  private static void direction(ObjectNode json, DirectionQuality quality) {
    json.put("rtpPackets", quality.rtpPackets());
    json.put("rtpBytes", quality.rtpBytes());
    json.put("rtcpPackets", quality.rtcpPackets());
    json.put("rtcpBytes", quality.rtcpBytes());
    json.put("lost", quality.lossSamples() == 0 ? null : quality.lostPackets());
    json.put("jitterMicros", mean(quality.jitterSumMicros(), quality.jitterSamples()));
  }

  private static Long mean(long sum, long samples) {
    return samples == 0 ? null : sum / samples;
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
