package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.MeetingAudio;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Meetings of real UDP peers. */
@Execution(ExecutionMode.CONCURRENT)
class MeetingTest {
  private final TestHouse house = new TestHouse();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void legsMoveToTheMeetingsLoopAndBetweenMeetings() {
    List<MeetingAudio> meetings = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      meetings.add(house.engine.open("m" + i));
    }
    MediaSession talking = house.session();
    house.peer(TestPeer.PCMU, 0, 700).call(talking);
    MediaSession listening = house.session();
    TestPeer listener = house.peer(TestPeer.PCMU, 0, 1100).call(listening);

    for (int round = 0; round < 2; round++) {
      for (MeetingAudio meeting : meetings) {
        join(talking, meeting);
        join(listening, meeting);
        int heard = listener.received.get();
        await().until(() -> listener.received.get() >= heard + 3);
      }
    }
    await().until(() -> listener.level(700) > -26);
    assertThat(listening.quality().received().lostPackets()).isZero();

    listening.leave();
    await().until(() -> listener.loudness() < -70);
    meetings.forEach(MeetingAudio::close);
    await().until(() -> house.engine.mixes() == 0);
  }

  @Test
  void whoIsMutedIsNotHeardButHears() {
    MeetingAudio meeting = house.engine.open("1");
    TestPeer[] peers = new TestPeer[2];
    MediaSession[] sessions = new MediaSession[2];
    for (int i = 0; i < 2; i++) {
      sessions[i] = house.session();
      peers[i] = house.peer(TestPeer.PCMU, 0, i == 0 ? 700 : 1100).call(sessions[i]);
      join(sessions[i], meeting);
    }
    await().until(() -> peers[1].level(700) > -26);

    sessions[0].mute(true);
    await().until(() -> peers[1].level(700) < -45);
    assertThat(peers[0].level(1100)).isGreaterThan(-26);
    sessions[0].mute(false);
    await().until(() -> peers[1].level(700) > -26);
  }

  @Test
  void threeLoudTalkersDoNotClip() {
    MeetingAudio meeting = house.engine.open("1");
    double[] tones = {440, 1010, 1690};
    for (double tone : tones) {
      MediaSession session = house.session();
      TestPeer peer = house.peer(TestPeer.PCMU, 0, tone);
      peer.amplitude = 26000;
      peer.call(session);
      join(session, meeting);
    }
    MediaSession session = house.session();
    TestPeer listener = house.peer(TestPeer.PCMU, 0, 600);
    listener.sending = false;
    listener.call(session);
    join(session, meeting);

    await()
        .untilAsserted(
            () -> {
              for (double tone : tones) {
                assertThat(listener.level(tone)).isBetween(-20.0, 0.0);
              }
              // What clipping makes: products of the tones that nobody sent.
              assertThat(listener.level(1010 + 440)).isLessThan(-30);
              assertThat(listener.level(2 * 440)).isLessThan(-30);
              assertThat(listener.level(3 * 440)).isLessThan(-30);
            });
  }

  @Test
  void saysWhoTalks() {
    MeetingAudio meeting = house.engine.open("1");
    List<String> speakers = Collections.synchronizedList(new ArrayList<>());
    meeting.onActiveSpeaker(speakers::add);
    TestPeer[] peers = new TestPeer[2];
    for (int i = 0; i < 2; i++) {
      MediaSession session = house.session();
      peers[i] = house.peer(TestPeer.PCMU, 0, 700);
      peers[i].amplitude = 0;
      peers[i].call(session);
      join(session, meeting);
    }
    peers[0].amplitude = 2300;
    await().untilAsserted(() -> assertThat(speakers).containsExactly("leg-1"));
    peers[1].amplitude = 2300;
    peers[0].amplitude = 0;
    await().untilAsserted(() -> assertThat(speakers).containsExactly("leg-1", "leg-2"));
  }

  @Test
  void mixesInTheOtherPacketTimesToo() {
    MeetingAudio meeting = house.engine.open("1");
    int[] millis = {10, 20, 30, 40, 60};
    TestPeer[] peers = new TestPeer[5];
    for (int i = 0; i < 5; i++) {
      MediaSession session = house.session();
      peers[i] = house.peer(TestPeer.PCMU, 0, 700 + 300 * i).call(session);
      peers[i].sending = i < 2;
      session.apply(peers[i].plan(MediaDirection.SENDRECV, millis[i])).toCompletableFuture().join();
      join(session, meeting);
    }
    await()
        .untilAsserted(
            () -> {
              assertThat(peers[0].level(1000)).isBetween(-26.0, -20.0);
              for (int i = 1; i < 5; i++) {
                assertThat(peers[i].level(700)).as("at %d ms", millis[i]).isBetween(-26.0, -20.0);
              }
            });
    // Talking begins and ends while packets are under way: the stream changes without a break.
    peers[4].sending = true;
    await().until(() -> peers[3].level(1900) > -26);
    assertThat(peers[4].level(700)).isBetween(-26.0, -20.0);
  }

  @Test
  void aHeldLegComesBackIntoTheMix() {
    MeetingAudio meeting = house.engine.open("1");
    MediaSession talking = house.session();
    house.peer(TestPeer.PCMU, 0, 700).call(talking);
    join(talking, meeting);
    MediaSession held = house.session();
    TestPeer peer = house.peer(TestPeer.PCMA, 8, 1100).call(held);
    join(held, meeting);
    await().until(() -> peer.level(700) > -26);

    held.apply(peer.plan(MediaDirection.INACTIVE, 20)).toCompletableFuture().join();
    int heard = peer.received.get();
    held.apply(peer.plan()).toCompletableFuture().join();

    await().until(() -> peer.received.get() > heard + 60);
    assertThat(peer.level(700)).isGreaterThan(-26);
  }

  @Test
  void recordsTheMixAsAFileThatIsReadableAtEveryMoment(@TempDir Path folder) throws Exception {
    MeetingAudio meeting = house.engine.open("1");
    MediaSession session = house.session();
    house.peer(TestPeer.PCMU, 0, 700).call(session);
    join(session, meeting);
    Path file = folder.resolve("meeting.wav");
    MeetingAudio.Recording recording = meeting.record(file);
    assertThatThrownBy(() -> meeting.record(folder.resolve("second.wav")))
        .isInstanceOf(IllegalStateException.class);

    await().atMost(Duration.ofSeconds(5)).until(() -> dataBytes(file) >= 32000);
    assertThat(Files.size(file)).isGreaterThanOrEqualTo(44 + dataBytes(file));
    long millis = recording.stop().toCompletableFuture().join();

    assertThat(millis).isBetween(1000L, 6000L);
    assertThat(dataBytes(file)).isEqualTo(32 * millis).isEqualTo(Files.size(file) - 44);
    ByteBuffer wav = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    double sum = 0;
    for (int at = 44 + 16000; at < 44 + 32000; at += 2) {
      sum += Math.pow(wav.getShort(at) / 32768.0, 2);
    }
    assertThat(10 * Math.log10(sum / 8000)).isBetween(-29.0, -23.0);
    meeting.record(folder.resolve("second.wav")).stop().toCompletableFuture().join();
  }

  private static long dataBytes(Path file) throws IOException {
    byte[] wav = Files.readAllBytes(file);
    return wav.length < 44
        ? 0
        : ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).getInt(40) & 0xFFFF_FFFFL;
  }

  @Test
  void closingLetsEveryoneGoAndStopsTheRecording(@TempDir Path folder) throws Exception {
    MeetingAudio meeting = house.engine.open("1");
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 700).call(session);
    join(session, meeting);
    MeetingAudio.Recording recording = meeting.record(folder.resolve("meeting.wav"));

    meeting.close();

    assertThat(recording.stop().toCompletableFuture().join()).isNotNegative();
    int heard = peer.received.get();
    await().until(() -> peer.received.get() >= heard + 10);
    assertThatThrownBy(() -> join(session, meeting))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void holdsTwoHundredAndFiftyAndNotOneMore() {
    MeetingAudio meeting = house.engine.open("1");
    MediaSession talking = house.session();
    house.peer(TestPeer.PCMU, 0, 700).call(talking);
    join(talking, meeting);
    TestPeer sink = house.peer(TestPeer.PCMU, 0, 900);
    sink.sending = false;
    MediaSession listening = house.session();
    sink.call(listening);
    join(listening, meeting);
    for (int i = 2; i < 250; i++) {
      MediaSession session = house.session();
      session.apply(crowd(sink, i)).toCompletableFuture().join();
      join(session, meeting);
    }

    assertThatThrownBy(() -> join(house.session(), meeting))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("full");
    await().until(() -> sink.level(700) > -26);
    talking.leave();
    house.session().join(meeting).toCompletableFuture().join();
  }

  /** Listeners whose packets go nowhere: a port of loopback that nobody has. */
  private static io.carillon.media.session.AudioPlan crowd(TestPeer like, int i) {
    io.carillon.media.session.AudioPlan plan = like.plan();
    PayloadFormat format = i % 2 == 0 ? TestPeer.PCMU : TestPeer.PCMA;
    return new io.carillon.media.session.AudioPlan(
        new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 9),
        null,
        true,
        plan.receive(),
        0,
        format,
        plan.sendTelephoneEvent(),
        plan.sendComfortNoise(),
        20,
        MediaDirection.SENDRECV,
        plan.security());
  }

  private static void join(MediaSession session, MeetingAudio meeting) {
    session.join(meeting).toCompletableFuture().join();
  }
}
