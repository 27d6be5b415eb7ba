package io.carillon.cli.proof;

import static io.carillon.cli.proof.RunningServer.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.peers.BaresipSettings;
import io.carillon.cli.peers.Ffprobe;
import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.ToneLevel;
import io.carillon.cli.peers.WaveFile;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The way into a meeting and the keys in it, as docs/dial-in.md tells them, with real phones. */
@Isolated
@RequiresPeer("baresip")
class DialInTest {
  private static final Duration GOODBYE = Duration.ofSeconds(40);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static RunningServer server;

  private final List<Caller> callers = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder, "sip.tcp.bind=127.0.0.1:0");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void hangUp() {
    callers.forEach(Caller::close);
  }

  @Test
  void everyWayOfDiallingLeadsIntoTheMeeting() {
    String id = server.createMeeting(false).path("meetingId").asText();
    Caller nobody = caller("nobody", BaresipSettings.G722, 600);
    Caller letter = caller("letter", BaresipSettings.PCMU, 850);
    Caller number = caller("number", BaresipSettings.OPUS, 1150);
    nobody.dial("sip:@" + DOMAIN).phone().digits(id); // complete after a pause
    letter.dial("sip:u@" + DOMAIN).phone().digits(id + "#");
    number.dial("sip:" + id + "@" + DOMAIN);

    server.awaitInMeeting(id, 3);
    nobody.awaitHears(letter, number);
    letter.awaitHears(nobody, number);
    number.awaitHears(nobody, letter);
    assertThat(nobody.phone().log())
        .contains("INVITE sip:@" + DOMAIN, "To: <sip:@" + DOMAIN)
        .doesNotContain("sip:null");
  }

  @Test
  void threeWrongIdsEndTheCall() {
    Caller guesser = caller("guesser", BaresipSettings.PCMU, 600);

    guesser.dial("sip:@" + DOMAIN).phone().digits("1111111111#12345#3333333333333#");

    guesser.phone().awaitClosed(GOODBYE);
    assertThat(guesser.phone().log()).contains("BYE sip:");
    assertThat(endOf("guesser").path("reason").asText()).isEqualTo("TOO_MANY_WRONG_IDS");
    assertThat(server.meetingEvents("ParticipantJoined"))
        .noneMatch(event -> event.path("fromNumber").asText().equals("guesser"));
  }

  @Test
  @RequiresPeer("sipp")
  void keysComeBySipInfoTooAndStayOutOfTheLog() {
    String id = server.createMeeting(false).path("meetingId").asText();
    Path keys = InfoKeys.write(folder, id + "#");

    try (Sipp sipp = Sipp.start(keys, folder, server.tcp(), "-t", "t1", "-s", "u", "-m", "1")) {
      sipp.await(GOODBYE).assertCalls(1);
    }

    server.awaitMeetingEvent(
        "ParticipantJoined", e -> e.path("fromNumber").asText().equals("info"));
    List<String> infos =
        await("11 INFOs in the log")
            .atMost(Duration.ofSeconds(10))
            .until(DialInTest::infosInTheLog, list -> list.size() == 11);
    assertThat(infos)
        .allSatisfy(
            message ->
                assertThat(message.substring(message.indexOf("\r\n\r\n")).strip())
                    .matches("(Signal=)?\\[removed]\\R?(Duration=160)?"));
  }

  private static List<String> infosInTheLog() {
    return server.records().lines("logs/aws/ChimeVoiceConnectorSipMessages/meetings.jsonl").stream()
        .map(line -> line.path("sip_message").asText())
        .filter(message -> message.startsWith("INFO "))
        .toList();
  }

  @Test
  @RequiresPeer({"ffprobe", "ffmpeg"})
  void aModeratorRunsTheMeeting() {
    JsonNode meeting = server.createMeeting(true);
    String id = meeting.path("meetingId").asText();
    Caller anna = caller("anna", BaresipSettings.G722, 600);
    Caller bert = caller("bert", BaresipSettings.PCMU, 850);
    Caller chair = caller("chair", BaresipSettings.OPUS, 1150);

    anna.dial("sip:" + id + "@" + DOMAIN);
    bert.dial("sip:" + id + "@" + DOMAIN);
    hearsMusicOnly(anna, bert);
    hearsMusicOnly(bert, anna);
    assertThat(server.meeting(id).path("roster")).hasSize(2);
    assertThat(RunningServer.count(server.meeting(id), "inMeeting")).isZero();

    chair.dial("sip:u@" + DOMAIN);
    chair.phone().digits(meeting.path("moderatorId").asText());
    chair.phone().digits(meeting.path("passcode").asText() + "#");
    server.awaitInMeeting(id, 3);
    assertThat(RunningServer.entry(server.meeting(id), "chair").path("moderator").asBoolean())
        .isTrue();
    anna.awaitHears(bert, chair);
    bert.awaitHears(anna, chair);
    chair.awaitHears(anna, bert);

    recordsAndLocks(id, chair, List.of(anna, bert));
    mutes(id, chair, anna, bert);
    ends(id, chair, anna, bert);
  }

  private static void hearsMusicOnly(Caller listener, Caller other) {
    listener.eventually(
        sound -> {
          assertThat(ToneLevel.overall(sound)).isGreaterThan(Caller.HEARD);
          assertThat(ToneLevel.decibels(sound, other.hertz())).isLessThan(Caller.NOT_HEARD);
        });
  }

  private void recordsAndLocks(String id, Caller chair, List<Caller> others) {
    chair.phone().digits("*2");
    server.awaitMeeting(id, "is recorded", meeting -> meeting.path("recording").isTextual());
    String file = server.meeting(id).path("recording").asText();
    server.awaitMeetingEvent("RecordingStarted", event -> event.path("file").asText().equals(file));

    others.getFirst().phone().digits("*7"); // not for participants
    chair.phone().digits("*7");
    server.awaitMeeting(id, "is locked", meeting -> meeting.path("locked").asBoolean());
    Caller late = caller("late", BaresipSettings.PCMA, 1400);
    late.dial("sip:" + id + "@" + DOMAIN);
    late.phone().awaitClosed(GOODBYE);
    assertThat(endOf("late").path("reason").asText()).isEqualTo("MEETING_LOCKED");
    assertThat(server.meeting(id).path("roster")).hasSize(3);
    chair.phone().digits("*7");
    server.awaitMeeting(id, "is unlocked", meeting -> !meeting.path("locked").asBoolean());

    chair.phone().digits("*2");
    JsonNode stopped =
        server.awaitMeetingEvent(
            "RecordingStopped", event -> event.path("file").asText().equals(file));
    assertThat(stopped.path("meetingId").asText()).isEqualTo(id);
    server.awaitMeetingEvent(
        "ModeratorActed", event -> event.path("action").asText().equals("record-stop"));
    assertThat(actions(id)).containsExactly("record-start", "lock", "unlock", "record-stop");
    isARecordingOf(Path.of(file), stopped.path("durationMillis").asLong(), chair, others);
  }

  private static void isARecordingOf(
      Path file, long durationMillis, Caller chair, List<Caller> others) {
    Map<String, String> facts = Ffprobe.inspect(file);
    assertThat(facts.get("streams.stream.0.codec_name")).isEqualTo("pcm_s16le");
    assertThat(facts.get("streams.stream.0.sample_rate")).isEqualTo("16000");
    WaveFile sound = Ffprobe.decode(file, file.resolveSibling("decoded.wav"));
    assertThat(sound.length().toMillis()).isGreaterThan(3000).isEqualTo(durationMillis);
    // At the end everyone is heard, whatever was announced before.
    WaveFile end = sound.last(Duration.ofSeconds(1));
    assertThat(ToneLevel.decibels(end, chair.hertz())).isGreaterThan(Caller.HEARD);
    for (Caller other : others) {
      assertThat(ToneLevel.decibels(end, other.hertz())).isGreaterThan(Caller.HEARD);
    }
  }

  private static void mutes(String id, Caller chair, Caller anna, Caller bert) {
    chair.phone().digits("*5");
    server.awaitMeeting(id, "others are muted", m -> RunningServer.count(m, "muted") == 2);
    chair.awaitHearsNot(anna, bert);
    bert.awaitHears(chair);
    bert.awaitHearsNot(anna);

    anna.phone().digits("*6");
    server.awaitMeeting(id, "one is muted", m -> RunningServer.count(m, "muted") == 1);
    chair.awaitHears(anna);
    chair.awaitHearsNot(bert);

    chair.phone().digits("*6");
    server.awaitMeeting(
        id, "chair is muted", m -> RunningServer.entry(m, "chair").path("muted").asBoolean());
    bert.awaitHears(anna);
    bert.awaitHearsNot(chair);
    chair.phone().digits("*6");
    bert.awaitHears(anna, chair);
  }

  private static void ends(String id, Caller chair, Caller anna, Caller bert) {
    chair.phone().digits("*99");
    for (Caller caller : List.of(chair, anna, bert)) {
      caller.phone().awaitClosed(GOODBYE);
      assertThat(endOf(caller.name()).path("reason").asText()).isEqualTo("MEETING_ENDED");
    }
    server.awaitMeetingEvent("MeetingEnded", event -> event.path("meetingId").asText().equals(id));
    assertThat(actions(id)).endsWith("mute-others", "end");
    assertThat(server.meeting(id).path("roster")).isEmpty();
  }

  /** What the moderator of a meeting has done so far. */
  private static List<String> actions(String id) {
    return server.meetingEvents("ModeratorActed").stream()
        .filter(event -> event.path("meetingId").asText().equals(id))
        .map(event -> event.path("action").asText())
        .toList();
  }

  private static JsonNode endOf(String name) {
    return server.awaitMeetingEvent(
        "LegEnded", event -> event.path("fromNumber").asText().equals(name));
  }

  private Caller caller(String name, String codec, int hertz) {
    Caller caller =
        Caller.start(server, BaresipSettings.named(name).withCodecs(codec), hertz, folder);
    callers.add(caller);
    return caller;
  }
}
