package io.carillon.admin.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.admin.http.HttpAnswer;
import io.carillon.admin.http.HttpCall;
import io.carillon.admin.http.HttpProblem;
import io.carillon.admin.http.Route;
import io.carillon.core.call.LiveCalls;
import io.carillon.core.call.LiveCalls.LiveCall;
import io.carillon.core.meeting.Meeting;
import io.carillon.core.meeting.MeetingRoom;
import io.carillon.core.meeting.MeetingRooms;
import io.carillon.core.meeting.MeetingService;
import io.carillon.core.meeting.RoomSnapshot;
import java.util.List;
import java.util.Optional;

/** The operator commands' API: meetings, calls, quality. Every route wants the operator token. */
public final class OperatorApi {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final OperatorToken token;
  private final MeetingService meetings;
  private final MeetingRooms rooms;
  private final LiveCalls calls;
  private final QualityFeed quality;

  public OperatorApi(
      OperatorToken token,
      MeetingService meetings,
      MeetingRooms rooms,
      LiveCalls calls,
      QualityFeed quality) {
    this.token = token;
    this.meetings = meetings;
    this.rooms = rooms;
    this.calls = calls;
    this.quality = quality;
  }

  public List<Route> routes() {
    return List.of(
        token.guard("POST", "/operator/meetings", this::createMeeting),
        token.guard("GET", "/operator/meetings", call -> listMeetings()),
        token.guard("GET", "/operator/meetings/{id}", this::showMeeting),
        token.guard("DELETE", "/operator/meetings/{id}", this::endMeeting),
        token.guard("GET", "/operator/calls", call -> listCalls()),
        token.guard("GET", "/operator/calls/{id}", this::showCall),
        token.guard("DELETE", "/operator/calls/{id}", this::endCall),
        token.guard("GET", "/operator/quality", call -> quality.recent()),
        token.guard("GET", "/operator/quality/follow", call -> quality.follow()));
  }

  private HttpAnswer createMeeting(HttpCall call) throws HttpProblem {
    JsonNode body = call.json();
    JsonNode title = body.path("title");
    JsonNode moderated = body.path("moderated");
    if (!title.isMissingNode() && !title.isTextual()) {
      throw new HttpProblem(400, "title: must be text");
    }
    if (!moderated.isMissingNode() && !moderated.isBoolean()) {
      throw new HttpProblem(400, "moderated: must be true or false");
    }
    try {
      return HttpAnswer.json(
          201, OperatorJson.meeting(meetings.create(title.asText(""), moderated.asBoolean())));
    } catch (IllegalArgumentException e) {
      throw new HttpProblem(400, e.getMessage());
    }
  }

  private HttpAnswer listMeetings() {
    ArrayNode list = JSON.arrayNode();
    for (Meeting meeting : meetings.list()) {
      Optional<RoomSnapshot> room = rooms.room(meeting.meetingId()).map(MeetingRoom::snapshot);
      list.add(
          OperatorJson.meeting(meeting)
              .put("participants", room.map(RoomSnapshot::participants).orElse(0)));
    }
    return HttpAnswer.json(200, list);
  }

  private HttpAnswer showMeeting(HttpCall call) throws HttpProblem {
    Meeting meeting = meeting(call);
    ObjectNode body = OperatorJson.meeting(meeting);
    Optional<RoomSnapshot> room = rooms.room(meeting.meetingId()).map(MeetingRoom::snapshot);
    body.put("participants", room.map(RoomSnapshot::participants).orElse(0));
    room.ifPresentOrElse(
        snapshot -> OperatorJson.addRoom(body, snapshot), () -> body.putArray("roster"));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer endMeeting(HttpCall call) throws HttpProblem {
    Meeting meeting = meeting(call);
    if (!meetings.end(meeting.meetingId())) {
      throw new HttpProblem(409, "meeting " + meeting.meetingId() + " was ended before");
    }
    rooms.endForGood(meeting.meetingId());
    return HttpAnswer.json(200, OperatorJson.meeting(meeting(call)));
  }

  private Meeting meeting(HttpCall call) throws HttpProblem {
    String id = call.parameters().get("id");
    return meetings
        .find(id)
        .orElseThrow(() -> new HttpProblem(404, "there is no meeting with the ID " + id));
  }

  private HttpAnswer listCalls() {
    ArrayNode list = JSON.arrayNode();
    List<RoomSnapshot> snapshots = rooms.snapshots();
    for (LiveCall call : calls.calls()) {
      list.add(OperatorJson.call(call, snapshots));
    }
    return HttpAnswer.json(200, list);
  }

  private HttpAnswer showCall(HttpCall call) throws HttpProblem {
    String id = call.parameters().get("id");
    LiveCall found =
        calls.calls().stream()
            .filter(live -> live.leg().transactionId().equals(id))
            .findFirst()
            .orElseThrow(() -> noCall(id));
    ObjectNode body = OperatorJson.call(found, rooms.snapshots());
    OperatorJson.addQuality(body, found.quality());
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer endCall(HttpCall call) throws HttpProblem {
    String id = call.parameters().get("id");
    if (!calls.end(id)) {
      throw noCall(id);
    }
    return HttpAnswer.json(200, JSON.objectNode().put("transactionId", id).put("state", "ending"));
  }

  private static HttpProblem noCall(String id) {
    return new HttpProblem(404, "no call in progress has the transaction ID " + id);
  }
}
