package io.carillon.cli.proof;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A {@link TestedServer} whose meetings are waited for and whose records are read. */
final class RunningServer implements AutoCloseable {
  static final String DOMAIN = "meet.chime.in";

  /** Patience only: keying in twenty digits takes long on a machine that does much else. */
  private static final Duration SOON = Duration.ofSeconds(45);

  private final TestedServer server;

  private RunningServer(TestedServer server) {
    this.server = server;
  }

  /**
   * @param settings each KEY=VALUE
   */
  static RunningServer start(Path folder, String... settings) {
    try {
      return new RunningServer(TestedServer.start(folder.toAbsolutePath(), settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path data() {
    return server.data();
  }

  /** Port of SIP over TLS. */
  int sipPort() {
    return TestedServer.port(server.tls());
  }

  /** Address of SIP over TCP. */
  String tcp() {
    return server.tcp();
  }

  /** Address of H.323 call signalling. */
  String h323() {
    return server.h323();
  }

  Records records() {
    return server.records();
  }

  JsonNode createMeeting(boolean moderated) {
    return server.createMeeting(moderated);
  }

  /** What the operators' API says of a meeting. */
  JsonNode meeting(String id) {
    return get("/operator/meetings/" + id);
  }

  /** What the operators' API answers. */
  JsonNode get(String path) {
    return server.operator(path);
  }

  /** Waits until so many legs are in a meeting, and no others wait for it. */
  void awaitInMeeting(String id, int legs) {
    awaitMeeting(
        id,
        legs + " legs in it",
        meeting -> meeting.path("roster").size() == legs && count(meeting, "inMeeting") == legs);
  }

  /** Waits until a meeting is as wanted. */
  void awaitMeeting(String id, String what, Predicate<JsonNode> wanted) {
    await("meeting " + id + ": " + what)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> meeting(id), wanted);
  }

  /** How many legs on the roster of a meeting have a member that is true. */
  static int count(JsonNode meeting, String member) {
    int count = 0;
    for (JsonNode entry : meeting.path("roster")) {
      count += entry.path(member).asBoolean() ? 1 : 0;
    }
    return count;
  }

  /** The leg on the roster whose address begins with that name. */
  static JsonNode entry(JsonNode meeting, String from) {
    for (JsonNode entry : meeting.path("roster")) {
      if (entry.path("from").asText().equals(from)) {
        return entry;
      }
    }
    throw new AssertionError(from + " is not on the roster: " + meeting);
  }

  /** Details of the events of one kind that are on disk by now, oldest first. */
  List<JsonNode> meetingEvents(String type) {
    return records().lines("events/meetings.jsonl").stream()
        .map(event -> event.path("detail"))
        .filter(detail -> detail.path("eventType").asText().equals(type))
        .toList();
  }

  /** Waits until an event of one kind is on disk, and returns its detail. */
  JsonNode awaitMeetingEvent(String type, Predicate<JsonNode> wanted) {
    return await(type)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> meetingEvents(type).stream().filter(wanted).toList(), found -> !found.isEmpty())
        .getFirst();
  }

  /** What Prometheus gets. */
  String metrics() {
    return server.metrics();
  }

  /** Ends it with SIGTERM; every record is whole then. */
  int stop() {
    return server.stop();
  }

  @Override
  public void close() {
    server.close();
  }
}
