package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that a leg sends as telephone-events, over real sockets. */
class SendDigitTest {
  private final TestHouse house = new TestHouse();

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PCMU", "opus"})
  void sendsKeysInPlaceOfAudioOnOneClock(String codec) {
    PayloadFormat format = codec.equals("opus") ? TestPeer.OPUS : TestPeer.PCMU;
    MediaSession session = house.session();
    TestPeer peer = house.peer(format, MeetingSoundTest.payloadType(format), 500);
    List<byte[]> packets = new CopyOnWriteArrayList<>();
    peer.onPacket = packets::add;
    peer.call(session);
    await().until(() -> peer.received.get() >= 5);

    List<CompletionStage<Boolean>> sent = new ArrayList<>();
    "12#".chars().forEach(key -> sent.add(session.sendDigit((char) key)));
    sent.forEach(key -> assertThat(key.toCompletableFuture().join()).isTrue());
    int after = peer.received.get();
    await().until(() -> peer.received.get() >= after + 5);

    List<byte[]> rtp =
        packets.stream()
            .filter(packet -> (packet[1] & 0x7F) < 72 || (packet[1] & 0x7F) > 76)
            .toList();
    List<byte[]> events = rtp.stream().filter(SendDigitTest::isEvent).toList();
    assertThat(events.stream().map(packet -> (int) packet[12]).distinct())
        .containsExactly(1, 2, 11);
    assertThat(events.stream().map(packet -> RtpHeader.timestamp(packet, 0)).distinct()).hasSize(3);
    assertThat(events.stream().filter(packet -> RtpHeader.marker(packet, 0))).hasSize(3);
    assertThat(events.stream().filter(packet -> packet[13] < 0)).hasSize(9);
    byte[] last = events.getLast();
    assertThat((last[14] & 0xFF) << 8 | last[15] & 0xFF).isEqualTo(800);
    assertOneClock(rtp, format.clockRate() / 50);
  }

  /** A packet every 20 ms: each is later than the one before by its time, whatever it carries. */
  private static void assertOneClock(List<byte[]> rtp, int ticks) {
    byte[] first = rtp.getFirst();
    for (int i = 1; i < rtp.size(); i++) {
      byte[] packet = rtp.get(i);
      assertThat(RtpHeader.sequence(packet, 0))
          .isEqualTo(RtpHeader.sequence(first, 0) + i & 0xFFFF);
      if (!isEvent(packet)) {
        assertThat(RtpHeader.timestamp(packet, 0))
            .isEqualTo(RtpHeader.timestamp(first, 0) + i * ticks);
      } else if (RtpHeader.marker(packet, 0)) {
        assertThat(RtpHeader.timestamp(packet, 0))
            .isEqualTo(RtpHeader.timestamp(first, 0) + i * ticks);
      }
    }
  }

  private static boolean isEvent(byte[] packet) {
    return RtpHeader.payloadType(packet, 0) == TestPeer.EVENT_TYPE;
  }

  @Test
  void leavesTheKeyToSignallingWhereNoEventsWereAgreedOn() {
    MediaSession session = house.session();
    assertThat(session.sendDigit('1').toCompletableFuture().join()).as("unanswered").isFalse();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500).call(session);

    session.apply(peer.plan(MediaDirection.INACTIVE, 20)).toCompletableFuture().join();
    assertThat(session.sendDigit('1').toCompletableFuture().join()).as("on hold").isFalse();

    TestPeer wide = house.peer(TestPeer.G722, 9, 500);
    session.apply(withoutEvents(wide.plan())).toCompletableFuture().join();
    assertThat(session.sendDigit('1').toCompletableFuture().join()).as("not agreed").isFalse();
    session.apply(withoutEvents(peer.plan())).toCompletableFuture().join();
    assertThat(session.sendDigit('1').toCompletableFuture().join()).as("as a tone").isTrue();
  }

  /** Neither agreed on in one direction nor in the other. */
  static AudioPlan knowingNoEvents(AudioPlan plan) {
    Map<Integer, PayloadFormat> receive = new HashMap<>(plan.receive());
    receive.remove(TestPeer.EVENT_TYPE);
    return new AudioPlan(
        plan.remoteRtp(),
        plan.remoteRtcp(),
        plan.rtcpMux(),
        receive,
        plan.sendPayloadType(),
        plan.send(),
        OptionalInt.empty(),
        plan.sendComfortNoise(),
        plan.packetMillis(),
        plan.direction(),
        plan.security());
  }

  static AudioPlan withoutEvents(AudioPlan plan) {
    return new AudioPlan(
        plan.remoteRtp(),
        plan.remoteRtcp(),
        plan.rtcpMux(),
        plan.receive(),
        plan.sendPayloadType(),
        plan.send(),
        OptionalInt.empty(),
        plan.sendComfortNoise(),
        plan.packetMillis(),
        plan.direction(),
        plan.security());
  }

  @Test
  void givesUpWhatWaitsAtTheEndOfTheLeg() {
    MediaSession session = house.session();
    house.peer(TestPeer.PCMU, 0, 500).call(session);
    List<CompletionStage<Boolean>> sent = new ArrayList<>();
    for (int i = 0; i < KeySender.MOST_WAITING + 8; i++) {
      sent.add(session.sendDigit('5'));
    }
    session.close();
    assertThat(sent.getLast().toCompletableFuture().join()).isFalse();
    assertThat(sent.get(KeySender.MOST_WAITING - 1).toCompletableFuture().join()).isFalse();
  }

  @Test
  void knowsNoOtherKeys() {
    MediaSession session = house.session();
    assertThatThrownBy(() -> session.sendDigit('x')).isInstanceOf(IllegalArgumentException.class);
  }
}
