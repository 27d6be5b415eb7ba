package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.CallBridge.Bridge;
import io.carillon.core.call.LegAudio;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.session.SrtpSuite;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of two over real sockets. */
class RelayTest {
  private static final byte[] SILENT_PCMU = new byte[160];

  static {
    Arrays.fill(SILENT_PCMU, (byte) -1);
  }

  private static final int PAYLOAD = 160;

  private final TestHouse house = new TestHouse();
  private final MediaSession one = house.session();
  private final MediaSession other = house.session();
  private final List<String> undelivered = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    house.close();
  }

  private Bridge bridge() {
    Bridge bridge = house.engine.bridge(one, other, this::undelivered);
    bridge.bridged().toCompletableFuture().join();
    return bridge;
  }

  private void undelivered(LegAudio to, char digit) {
    undelivered.add((to == one ? "one " : "other ") + digit);
  }

  private static PayloadFormat format(String name) {
    return switch (name) {
      case "PCMU" -> TestPeer.PCMU;
      case "PCMA" -> TestPeer.PCMA;
      case "G722" -> TestPeer.G722;
      default -> TestPeer.OPUS;
    };
  }

  private TestPeer peer(String codec, double hertz) {
    PayloadFormat format = format(codec);
    return house.peer(format, MeetingSoundTest.payloadType(format), hertz);
  }

  /** Sends payloads nobody would make from sound, the fourth of them lost before us. */
  private static List<byte[]> sendNoise(TestPeer from, int type, int count) throws IOException {
    Random random = new Random(count);
    List<byte[]> sent = new ArrayList<>();
    int at = from.timestamp();
    for (int i = 0; i < count; i++) {
      byte[] payload = new byte[PAYLOAD];
      random.nextBytes(payload);
      if (i == 3) {
        from.lose(1);
      } else {
        sent.add(payload);
        from.send(type, false, at + i * PAYLOAD, payload);
      }
    }
    return sent;
  }

  /** The packets that carried these payloads on the other side, in the order they came. */
  private static List<byte[]> carriers(List<byte[]> heard, List<byte[]> payloads) {
    return heard.stream()
        .filter(
            packet ->
                payloads.stream()
                    .anyMatch(
                        payload ->
                            packet.length == 12 + PAYLOAD
                                && Arrays.equals(packet, 12, packet.length, payload, 0, PAYLOAD)))
        .toList();
  }

  private static void assertRelayed(List<byte[]> heard, List<byte[]> sent, int type) {
    await().until(() -> carriers(heard, sent).size() == sent.size());
    List<byte[]> packets = carriers(heard, sent);
    byte[] first = packets.getFirst();
    for (int i = 0; i < packets.size(); i++) {
      byte[] packet = packets.get(i);
      int place = i < 3 ? i : i + 1; // the lost one keeps its place
      assertThat(Arrays.copyOfRange(packet, 12, packet.length)).isEqualTo(sent.get(i));
      assertThat(RtpHeader.payloadType(packet, 0)).isEqualTo(type);
      assertThat(RtpHeader.ssrc(packet, 0)).isEqualTo(RtpHeader.ssrc(first, 0));
      assertThat(RtpHeader.sequence(packet, 0))
          .isEqualTo(RtpHeader.sequence(first, 0) + place & 0xFFFF);
      assertThat(RtpHeader.timestamp(packet, 0))
          .isEqualTo(RtpHeader.timestamp(first, 0) + place * PAYLOAD);
    }
  }

  private static List<byte[]> hear(TestPeer peer) {
    List<byte[]> heard = new CopyOnWriteArrayList<>();
    peer.onRtp = heard::add;
    return heard;
  }

  @Test
  void relaysPacketsByteForByteBothWays() throws Exception {
    TestPeer alice = peer("PCMU", 500);
    TestPeer bob = house.peer(TestPeer.PCMU, 97, 700); // another number for the same codec
    List<byte[]> aliceHears = hear(alice);
    List<byte[]> bobHears = hear(bob);
    alice.sending = false;
    bob.sending = false;
    alice.call(one);
    bob.call(other);
    bridge();
    await().until(() -> aliceHears.size() > 11); // silent from the beginning

    assertRelayed(bobHears, sendNoise(alice, 0, 40), 97);
    assertRelayed(aliceHears, sendNoise(bob, 97, 41), 0);
    int silence = aliceHears.size();
    await().untilAsserted(() -> assertThat(aliceHears).hasSizeGreaterThan(silence + 11));
    assertThat(aliceHears.getLast()).as("a silent source: silence").endsWith((byte) -1);
    long millis =
        (RtpHeader.timestamp(aliceHears.getLast(), 0)
                - RtpHeader.timestamp(aliceHears.get(aliceHears.size() - 2), 0))
            / 8;
    assertThat(millis).as("between packets of a source that is silent for longer").isEqualTo(1000);
    assertOneSource(aliceHears);
    assertOneSource(bobHears);
  }

  /** One SSRC, no number twice. */
  private static void assertOneSource(List<byte[]> heard) {
    assertThat(heard.stream().map(packet -> RtpHeader.ssrc(packet, 0)).distinct()).hasSize(1);
    assertThat(heard.stream().map(packet -> RtpHeader.sequence(packet, 0))).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(
      value = SrtpSuite.class,
      names = {"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_256_GCM"})
  void keysAnewBetweenSrtpAndRtp(SrtpSuite suite) throws Exception {
    TestPeer alice = peer("PCMU", 500).secured(suite);
    TestPeer bob = peer("PCMU", 700);
    List<byte[]> aliceHears = hear(alice);
    List<byte[]> bobHears = hear(bob);
    alice.sending = false;
    bob.sending = false;
    alice.call(one);
    bob.call(other);
    bridge();

    assertRelayed(bobHears, sendNoise(alice, 0, 40), 0);
    assertRelayed(aliceHears, sendNoise(bob, 0, 41), 0);
  }

  @ParameterizedTest
  @CsvSource({"PCMU,PCMU", "PCMU,PCMA", "opus,PCMU", "opus,G722", "opus,opus"})
  void eachHearsTheOther(String codec, String otherCodec) {
    TestPeer alice = peer(codec, 500).call(one);
    TestPeer bob = peer(otherCodec, 700).call(other);
    bridge();

    await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));
    await().untilAsserted(() -> assertThat(alice.level(700)).isGreaterThan(-28));
    assertThat(alice.level(500)).as("herself").isLessThan(-60);
  }

  @Test
  void convertsThePacketTime() {
    TestPeer alice = peer("PCMU", 500).call(one);
    TestPeer bob = peer("PCMU", 700).call(other);
    other.apply(bob.plan(MediaDirection.SENDRECV, 30)).toCompletableFuture().join();
    bridge();
    List<byte[]> aliceHears = hear(alice);
    List<byte[]> bobHears = hear(bob);

    await().until(() -> bobHears.size() > 40 && aliceHears.size() > 40);
    assertThat(bobHears.subList(5, 40)).allMatch(packet -> packet.length == 12 + 240);
    assertThat(aliceHears.subList(5, 40)).allMatch(packet -> packet.length == 12 + 160);
    await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));
    await().untilAsserted(() -> assertThat(alice.level(700)).isGreaterThan(-28));
  }

  @Test
  void followsAReInviteToAnotherCodecAndBack() throws Exception {
    TestPeer alice = peer("PCMU", 500).call(one);
    TestPeer bob = peer("PCMU", 700).call(other);
    bridge();
    await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));
    List<byte[]> bobHears = hear(bob);

    alice.sending = false;
    TestPeer moved = peer("PCMA", 900).call(one);
    await().untilAsserted(() -> assertThat(bob.level(900)).isGreaterThan(-28));
    await().untilAsserted(() -> assertThat(moved.level(700)).isGreaterThan(-28));

    moved.sending = false;
    one.apply(alice.plan()).toCompletableFuture().join();
    List<byte[]> sent = sendNoise(alice, 0, 40);
    assertRelayed(bobHears, sent, 0);
    assertOneSource(bobHears);
  }

  @Test
  void sendsNothingToWhoIsOnHoldAndSilenceToWhoWaits() {
    TestPeer alice = peer("PCMU", 500).call(one);
    TestPeer bob = peer("PCMU", 700).call(other);
    bridge();
    await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));

    one.apply(alice.plan(MediaDirection.INACTIVE, 20)).toCompletableFuture().join();
    AtomicInteger whileHeld = new AtomicInteger();
    alice.onRtp = packet -> whileHeld.incrementAndGet();
    List<byte[]> bobHears = hear(bob);
    await().until(() -> bobHears.size() >= 13); // ten at full rate, then one a second
    assertThat(bobHears.getLast()).endsWith(SILENT_PCMU);
    whileHeld.set(0);
    int waiting = bobHears.size();
    await().until(() -> bobHears.size() > waiting);
    assertThat(whileHeld).hasValue(0);

    one.apply(alice.plan()).toCompletableFuture().join();
    await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));
    await().untilAsserted(() -> assertThat(alice.level(700)).isGreaterThan(-28));
  }

  @Test
  void findsAPartyBehindANat() throws Exception {
    TestPeer alice = peer("PCMU", 500);
    TestPeer bob = peer("PCMU", 700).call(other);
    try (DatagramSocket announced = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      AudioPlan plan = alice.plan();
      one.apply(withAddress(plan, (InetSocketAddress) announced.getLocalSocketAddress()))
          .toCompletableFuture()
          .join();
      bridge();
      alice.dial(one.advertisedRtp());

      await().untilAsserted(() -> assertThat(alice.level(700)).isGreaterThan(-28));
      await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));
    }
  }

  private static AudioPlan withAddress(AudioPlan plan, InetSocketAddress address) {
    return new AudioPlan(
        address,
        address,
        true,
        plan.receive(),
        plan.sendPayloadType(),
        plan.send(),
        plan.sendTelephoneEvent(),
        plan.sendComfortNoise(),
        plan.packetMillis(),
        plan.direction(),
        plan.security());
  }

  /** Telephone-event has another number. */
  private static AudioPlan withEvent(AudioPlan plan, int type) {
    Map<Integer, PayloadFormat> receive = new HashMap<>(plan.receive());
    receive.remove(TestPeer.EVENT_TYPE);
    receive.put(type, TestPeer.EVENT);
    return new AudioPlan(
        plan.remoteRtp(),
        plan.remoteRtcp(),
        true,
        receive,
        plan.sendPayloadType(),
        plan.send(),
        OptionalInt.of(type),
        plan.sendComfortNoise(),
        plan.packetMillis(),
        plan.direction(),
        plan.security());
  }

  /** Five packets of a key of 60 ms, three of them its end. */
  private static void press(TestPeer peer, int event) throws IOException {
    int at = peer.timestamp();
    for (int i = 1; i <= 5; i++) {
      byte end = (byte) (i >= 3 ? 0x8A : 0x0A);
      int duration = Math.min(i, 3) * 160;
      peer.send(
          TestPeer.EVENT_TYPE,
          i == 1,
          at,
          new byte[] {(byte) event, end, (byte) (duration >> 8), (byte) duration});
    }
  }

  private static List<byte[]> events(List<byte[]> heard, int type) {
    return heard.stream().filter(packet -> RtpHeader.payloadType(packet, 0) == type).toList();
  }

  @Test
  void passesKeysOnUnderTheOthersNumber() throws Exception {
    TestPeer alice = peer("PCMU", 500).call(one);
    TestPeer bob = peer("PCMU", 700).call(other);
    other.apply(withEvent(bob.plan(), 96)).toCompletableFuture().join();
    List<Character> told = new CopyOnWriteArrayList<>();
    one.onDigit(told::add);
    List<byte[]> bobHears = hear(bob);
    bridge();
    await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));

    press(alice, 5);
    one.signalledDigit('5'); // the same key by INFO

    await().until(() -> events(bobHears, 96).size() == 5);
    int after = bobHears.size();
    await().until(() -> bobHears.size() > after + 20);
    assertThat(events(bobHears, 96)).hasSize(5).allMatch(packet -> packet[12] == 5);
    assertThat(
            events(bobHears, 96).stream().map(packet -> RtpHeader.timestamp(packet, 0)).distinct())
        .hasSize(1);
    assertThat(told).containsExactly('5');
    assertThat(undelivered).isEmpty();
    assertOneSource(bobHears);
  }

  @Test
  void sendsKeysAnewBetweenCodecsAndByInfo() throws Exception {
    TestPeer alice = peer("PCMU", 500).call(one);
    TestPeer bob = peer("PCMA", 700).call(other);
    List<byte[]> bobHears = hear(bob);
    bridge();
    await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));

    press(alice, 7);
    // The packets wait for the next poll; a key by signalling would overtake them.
    await().until(() -> !events(bobHears, TestPeer.EVENT_TYPE).isEmpty());
    one.signalledDigit('8');

    await()
        .until(
            () ->
                events(bobHears, TestPeer.EVENT_TYPE).stream()
                        .filter(packet -> packet[13] < 0)
                        .count()
                    == 6);
    assertThat(
            events(bobHears, TestPeer.EVENT_TYPE).stream()
                .map(packet -> (int) packet[12])
                .distinct())
        .containsExactly(7, 8);
    await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));
    assertThat(undelivered).isEmpty();
  }

  @Test
  void leavesKeysToSignallingWhereTheOtherTakesNeitherEventsNorG711() throws Exception {
    TestPeer alice = peer("PCMU", 500).call(one);
    TestPeer bob = peer("G722", 700).call(other);
    other.apply(SendDigitTest.withoutEvents(bob.plan())).toCompletableFuture().join();
    bridge();
    await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));

    press(alice, 9);

    await().untilAsserted(() -> assertThat(undelivered).containsExactly("other 9"));
  }

  @Test
  void measuresEachSideForItself() throws Exception {
    TestPeer alice = peer("PCMU", 500).call(one);
    TestPeer bob = peer("PCMU", 700).call(other);
    bridge();

    await().atMost(Duration.ofSeconds(8)).until(() -> alice.rtcpReceived.get() >= 1);
    await().atMost(Duration.ofSeconds(8)).until(() -> bob.rtcpReceived.get() >= 1);
    alice.report();
    await().until(() -> one.quality().rttSamples() == 1);
    assertThat(other.quality().rttSamples()).isZero();
    assertThat(one.quality().sent().expectedPackets()).isGreaterThan(10);
    assertThat(one.quality().sent().lostPackets()).isZero();
    bob.report();
    await().until(() -> other.quality().rttSamples() == 1);
    assertThat(other.quality().received().lostPackets()).isZero();
    assertThat(other.quality().codec()).isEqualTo("PCMU");
  }

  @Test
  void endsWithEitherLegAndGivesPortsBack() {
    TestPeer alice = peer("PCMU", 500).call(one);
    TestPeer bob = peer("PCMU", 700).call(other);
    Bridge bridge = bridge();
    await().untilAsserted(() -> assertThat(alice.level(700)).isGreaterThan(-28));
    int free = house.engine.ports().free();

    other.close();
    await().until(() -> bob.byes.get() == 1);
    await().untilAsserted(() -> assertThat(alice.loudness()).isLessThan(-60));
    int before = alice.received.get();
    await().until(() -> alice.received.get() > before + 10);
    bridge.close();
    one.close();

    await().until(() -> house.engine.ports().free() == free + 2);
    assertThat(house.engine.sessions()).isZero();
  }

  @Test
  void takesLegsApartAndTogetherAgain() {
    TestPeer alice = peer("PCMU", 500).call(one);
    TestPeer bob = peer("PCMU", 700).call(other);
    Bridge first = bridge();
    await().untilAsserted(() -> assertThat(alice.level(700)).isGreaterThan(-28));

    first.close();
    await().untilAsserted(() -> assertThat(alice.loudness()).isLessThan(-60));
    one.join(house.engine.open("1")).toCompletableFuture().join();
    first.close();
    bridge();

    await().untilAsserted(() -> assertThat(alice.level(700)).isGreaterThan(-28));
    await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));
  }

  @Test
  void bridgesNobodyWhoHasEnded() {
    one.close();
    Bridge bridge = house.engine.bridge(other, one, this::undelivered);
    assertThatThrownBy(() -> bridge.bridged().toCompletableFuture().join())
        .hasMessageContaining("ended");
    assertThatThrownBy(() -> house.engine.bridge(other, other, this::undelivered))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void streamsBothPartiesWhileRelaying() {
    List<RecordingTap> taps = List.of(new RecordingTap(), new RecordingTap());
    AtomicInteger opened = new AtomicInteger();
    try (TestHouse tapped =
        new TestHouse(
            TestHouse.settings(),
            (leg, rate) -> taps.get(opened.getAndIncrement()).open(leg, rate))) {
      MediaSession first = tapped.session();
      MediaSession second = tapped.session();
      TestPeer alice = tapped.peer(TestPeer.PCMU, 0, 500).call(first);
      TestPeer bob = tapped.peer(TestPeer.PCMU, 0, 700).call(second);
      tapped.engine.bridge(first, second, this::undelivered).bridged().toCompletableFuture().join();

      await().until(() -> taps.stream().allMatch(tap -> tap.samples.get() > 8000));
      assertThat(taps).allSatisfy(tap -> assertThat(tap.peak.get()).isBetween(2000, 2600));
      assertThat(alice.level(700)).isGreaterThan(-28);
      assertThat(bob.level(500)).isGreaterThan(-28);
    }
  }

  @Test
  void saysWhichLegHasGoneSilent() {
    try (TestHouse patient =
        new TestHouse(TestHouse.settings().withTimeout(Duration.ofMillis(400)))) {
      MediaSession first = patient.session();
      MediaSession second = patient.session();
      AtomicInteger firstTimeouts = new AtomicInteger();
      AtomicInteger secondTimeouts = new AtomicInteger();
      first.onTimeout(firstTimeouts::incrementAndGet);
      second.onTimeout(secondTimeouts::incrementAndGet);
      TestPeer alice = patient.peer(TestPeer.PCMU, 0, 500).call(first);
      patient.peer(TestPeer.PCMU, 0, 700).call(second);
      patient.engine.bridge(first, second, this::undelivered);

      alice.sending = false;
      await().until(() -> firstTimeouts.get() == 1);
      assertThat(secondTimeouts).hasValue(0);
    }
  }
}
