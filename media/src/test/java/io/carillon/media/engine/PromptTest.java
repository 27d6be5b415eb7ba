package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.MeetingAudio;
import io.carillon.core.prompt.Prompt;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What legs are played, heard by a real UDP peer. */
@Execution(ExecutionMode.CONCURRENT)
class PromptTest {
  private static final Prompt HIGH = new Prompt("high");
  private static final Prompt LOW = new Prompt("low");
  private static final Prompt MISSING = new Prompt("missing");

  @TempDir Path folder;
  private TestHouse house;

  @BeforeEach
  void open() {
    ToneFiles.write(folder, "high", 1000, 700);
    ToneFiles.write(folder, "low", 400, 700);
    house = new TestHouse(TestHouse.settings().withPrompts(folder));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void playsPromptsInOrderAndSaysWhenTheLastWasHeard() {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500).call(session);

    CompletableFuture<Boolean> heard = play(session, HIGH, MISSING, LOW);

    await().until(() -> peer.level(1000) > -18);
    assertThat(heard).isNotDone();
    await().until(() -> peer.level(400) > -18);
    assertThat(heard.join()).isTrue();
    await().until(() -> peer.loudness() < -70);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 30, 60})
  void soundsTheSameFromTheCache(int packetMillis) {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500).call(session);
    session.apply(peer.plan(MediaDirection.SENDRECV, packetMillis)).toCompletableFuture().join();

    for (int round = 0; round < 2; round++) {
      CompletableFuture<Boolean> heard = play(session, HIGH);
      await().until(() -> peer.level(1000) > -13.2);
      assertThat(peer.level(1000)).isBetween(-13.2, -11.2);
      assertThat(heard.join()).isTrue();
    }
  }

  @Test
  void anotherPromptStopOrTheEndCutsAPromptShort() {
    MediaSession session = house.session();
    house.peer(TestPeer.PCMU, 0, 500).call(session);

    CompletableFuture<Boolean> first = play(session, HIGH);
    CompletableFuture<Boolean> second = play(session, LOW);
    assertThat(first.join()).isFalse();
    session.stop();
    assertThat(second.join()).isFalse();
    CompletableFuture<Boolean> third = play(session, HIGH);
    session.close();
    assertThat(third.join()).isFalse();
    assertThat(play(session, HIGH).join()).isFalse();
  }

  @Test
  void musicPlaysUntilTheLegJoins() {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500).call(session);
    session.loop(LOW);
    await().until(() -> peer.level(400) > -18);
    int begun = peer.received.get();
    await().until(() -> peer.received.get() > begun + 50);
    assertThat(peer.level(400)).isGreaterThan(-18);

    session.join(house.engine.open("1")).toCompletableFuture().join();
    await().until(() -> peer.loudness() < -70);
  }

  @Test
  void isHeardOverALoweredMeeting() {
    MeetingAudio meeting = house.engine.open("1");
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 600).call(session);
    peer.sending = false;
    join(session, meeting);
    MediaSession other = house.session();
    TestPeer talker = house.peer(TestPeer.PCMU, 0, 1700).call(other);
    join(other, meeting);
    await().until(() -> peer.level(1700) > -26);
    double before = peer.level(1700);

    CompletableFuture<Boolean> heard = play(session, HIGH);
    await().until(() -> peer.level(1000) > -18);
    assertThat(peer.level(1700)).isLessThan(before - 6);
    assertThat(talker.level(1000)).isLessThan(-45);
    assertThat(heard.join()).isTrue();
    await().until(() -> peer.level(1700) > before - 1);
  }

  @Test
  void announcementsReachEveryone() {
    MeetingAudio meeting = house.engine.open("1");
    PayloadFormat[] formats = {TestPeer.PCMU, TestPeer.PCMA, TestPeer.PCMU};
    TestPeer[] peers = new TestPeer[3];
    for (int i = 0; i < 3; i++) {
      MediaSession session = house.session();
      peers[i] =
          house.peer(formats[i], MeetingSoundTest.payloadType(formats[i]), 1700).call(session);
      peers[i].sending = i == 0;
      join(session, meeting);
    }
    await().until(() -> peers[1].level(1700) > -26);

    meeting.announce(List.of(HIGH, LOW));
    await().until(() -> peers[0].level(1000) > -18 && peers[1].level(1000) > -18);
    await().until(() -> peers[2].level(400) > -18);
    assertThat(peers[2].level(1700)).isGreaterThan(-26);
  }

  private static CompletableFuture<Boolean> play(MediaSession session, Prompt... prompts) {
    return session.play(List.of(prompts)).toCompletableFuture();
  }

  private static void join(MediaSession session, MeetingAudio meeting) {
    session.join(meeting).toCompletableFuture().join();
  }
}
