package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.MediaQuality;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaEngine.NoPortsException;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.session.SrtpSuite;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One leg against a real UDP peer. */
@Execution(ExecutionMode.CONCURRENT)
class SessionTest {
  private final TestHouse house = new TestHouse();
  private int pressed;

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void sendsSilenceFromTheFirstMoment() {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500);
    peer.sending = false;
    long begin = System.nanoTime();
    peer.call(session);

    await().until(() -> peer.received.get() >= 25);
    assertThat(peer.firstAt.get() - begin).isLessThan(Duration.ofMillis(500).toNanos());
    await().until(() -> peer.received.get() >= 40);
    assertThat(peer.loudness()).isLessThan(-70);
    assertThat(session.quality().received().rtpPackets()).isZero();
    await().until(() -> session.quality().sent().rtpPackets() >= 40);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 30, 40, 60})
  void keepsThePacketTimeAgreedOn(int millis) {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500);
    List<byte[]> packets = Collections.synchronizedList(new ArrayList<>());
    peer.onPacket = packets::add;
    peer.call(session);
    session.apply(peer.plan(MediaDirection.SENDRECV, millis)).toCompletableFuture().join();
    packets.clear();

    await().until(() -> packets.size() >= 12);
    List<byte[]> last = packets.subList(packets.size() - 6, packets.size());
    for (int i = 1; i < last.size(); i++) {
      if (last.get(i).length == 12 + 8 * millis && last.get(i - 1).length == 12 + 8 * millis) {
        int ticks = RtpHeader.timestamp(last.get(i), 0) - RtpHeader.timestamp(last.get(i - 1), 0);
        assertThat(ticks).isEqualTo(8 * millis);
      }
    }
    assertThat(last.getLast()).hasSize(12 + 8 * millis);
  }

  @ParameterizedTest
  @EnumSource(SrtpSuite.class)
  void protectsAndUnprotectsWithEverySuite(SrtpSuite suite) {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500).secured(suite).call(session);

    await().until(() -> peer.received.get() >= 10);
    await().until(() -> session.quality().received().rtpPackets() >= 10);
  }

  @Test
  void goesOnWhenKeysChange() {
    MediaSession session = house.session();
    TestPeer peer =
        house.peer(TestPeer.PCMU, 0, 500).secured(SrtpSuite.AES_CM_128_HMAC_SHA1_80).call(session);
    await().until(() -> session.quality().received().rtpPackets() >= 10);

    peer.secured(SrtpSuite.AEAD_AES_256_GCM);
    session.apply(peer.plan()).toCompletableFuture().join();
    int heard = peer.received.get();
    long arrived = session.quality().received().rtpPackets();

    await().until(() -> peer.received.get() >= heard + 20);
    await().until(() -> session.quality().received().rtpPackets() >= arrived + 20);
  }

  @Test
  void keepsSrtpContextsWhenTheSameKeysAreOfferedAgain() {
    MediaSession session = house.session();
    TestPeer peer =
        house.peer(TestPeer.PCMU, 0, 500).secured(SrtpSuite.AES_CM_128_HMAC_SHA1_80).call(session);
    List<Integer> sources = Collections.synchronizedList(new ArrayList<>());
    peer.onPacket = packet -> sources.add(RtpHeader.ssrc(packet, 0));
    await().until(() -> sources.size() >= 5);

    session.apply(peer.plan()).toCompletableFuture().join();
    int heard = peer.received.get();

    await().until(() -> peer.received.get() >= heard + 10);
    assertThat(sources.stream().distinct().count()).isLessThanOrEqualTo(2); // RTP and RTCP bytes
  }

  @Test
  void keysThatComeBackAfterATimeInClearDoNotUseTheirKeyStreamAgain() {
    MediaSession session = house.session();
    TestPeer peer =
        house.peer(TestPeer.PCMU, 0, 500).secured(SrtpSuite.AES_CM_128_HMAC_SHA1_80).call(session);
    AtomicInteger source = new AtomicInteger();
    peer.onPacket =
        packet -> {
          if ((packet[1] & 0x7F) == 0) {
            source.set(RtpHeader.ssrc(packet, 0));
          }
        };
    await().until(() -> source.get() != 0);
    int first = source.get();
    AudioPlan secured = peer.plan();
    AudioPlan clear =
        new AudioPlan(
            secured.remoteRtp(),
            secured.remoteRtcp(),
            true,
            secured.receive(),
            secured.sendPayloadType(),
            secured.send(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            20,
            MediaDirection.SENDRECV,
            new MediaSecurity.Plain());

    session.apply(clear).toCompletableFuture().join();
    session.apply(secured).toCompletableFuture().join();

    await().untilAsserted(() -> assertThat(source.get()).isNotEqualTo(first));
  }

  @Test
  void changesPayloadTypesAndCodecTogether() {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500).call(session);
    await().until(() -> session.quality().codec().equals("PCMU"));

    TestPeer other = house.peer(TestPeer.PCMA, 97, 500).call(session);

    await().until(() -> other.lastPayloadType.get() == 97);
    await().until(() -> session.quality().codec().equals("PCMA"));
    int before = peer.received.get();
    int after = other.received.get();
    await().until(() -> other.received.get() >= after + 10);
    assertThat(peer.received.get()).isLessThanOrEqualTo(before + 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = MediaDirection.class,
      names = {"RECVONLY", "INACTIVE"})
  void sendsNoAudioOnHoldAndGoesOnAfterwards(MediaDirection direction) {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500).call(session);
    await().until(() -> peer.received.get() >= 5);

    session.apply(peer.plan(direction, 20)).toCompletableFuture().join();
    await().until(() -> settled(peer));
    int held = peer.received.get();
    long counted = session.quality().received().rtpPackets();
    await().until(() -> session.quality().received().rtpPackets() >= counted + 15);
    assertThat(peer.received.get()).isEqualTo(held);

    session.apply(peer.plan()).toCompletableFuture().join();
    await().until(() -> peer.received.get() >= held + 5);
  }

  private static boolean settled(TestPeer peer) {
    int before = peer.received.get();
    await().pollDelay(Duration.ofMillis(60)).until(() -> true);
    return peer.received.get() == before;
  }

  @Test
  void followsAPeerBehindANatAndKeepsOutWhoComesLater() throws Exception {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500);
    try (DatagramSocket announced = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      AudioPlan honest = peer.plan();
      peer.call(session);
      AudioPlan nat =
          new AudioPlan(
              (InetSocketAddress) announced.getLocalSocketAddress(),
              null,
              true,
              honest.receive(),
              0,
              honest.send(),
              OptionalInt.empty(),
              OptionalInt.empty(),
              20,
              MediaDirection.SENDRECV,
              honest.security());
      session.apply(nat).toCompletableFuture().join();
      int before = peer.received.get();
      await().until(() -> peer.received.get() >= before + 10);

      long arrived = session.quality().received().rtpPackets();
      TestPeer intruder = house.peer(TestPeer.PCMU, 0, 900);
      intruder.dial(session.advertisedRtp());
      await().until(() -> session.quality().received().rtpPackets() >= arrived + 25);
      assertThat(intruder.received).hasValue(0);
      assertThat(session.quality().received().lostPackets()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void measuresTheRoundTripAndTellsTheFarEndGoodbye() throws Exception {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500).call(session);

    await().atMost(Duration.ofSeconds(8)).until(() -> peer.rtcpReceived.get() >= 1);
    peer.report();
    await().until(() -> session.quality().rttSamples() == 1);

    MediaQuality quality = session.quality();
    assertThat(quality.rttSumMicros()).isBetween(0L, 200_000L);
    assertThat(quality.received().rtcpPackets()).isEqualTo(1);
    assertThat(quality.sent().rtcpPackets()).isGreaterThanOrEqualTo(1);
    assertThat(quality.sent().expectedPackets()).isGreaterThan(10);
    assertThat(quality.sent().lostPackets()).isZero();
    assertThat(quality.sent().jitterSamples()).isEqualTo(1);
    assertThat(quality.received().jitterSamples()).isGreaterThan(10);

    session.close();
    await().until(() -> peer.byes.get() == 1);
  }

  @Test
  void keepsRtcpOnItsOwnPortWhereTheFarEndCannotShareOne() throws Exception {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500);
    try (DatagramSocket rtcp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      rtcp.setSoTimeout(8000);
      AudioPlan shared = peer.plan();
      peer.call(session);
      AudioPlan apart =
          new AudioPlan(
              shared.remoteRtp(),
              (InetSocketAddress) rtcp.getLocalSocketAddress(),
              false,
              shared.receive(),
              0,
              shared.send(),
              shared.sendTelephoneEvent(),
              shared.sendComfortNoise(),
              20,
              MediaDirection.SENDRECV,
              shared.security());
      session.apply(apart).toCompletableFuture().join();

      DatagramPacket report = new DatagramPacket(new byte[500], 500);
      rtcp.receive(report);

      assertThat(report.getPort()).isEqualTo(session.advertisedRtcp().getPort());
      assertThat(report.getData()[1] & 0xFF).isEqualTo(200);
      byte[] answer = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 7};
      rtcp.send(new DatagramPacket(answer, answer.length, session.advertisedRtcp()));
      await().until(() -> session.quality().received().rtcpPackets() == 1);
      assertThat(peer.rtcpReceived).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PCMU", "opus"})
  void tapsWhatTheLegSaysFromTheAnswerToTheEnd(String codec) {
    house.close();
    RecordingTap tap = new RecordingTap();
    try (TestHouse tapped = new TestHouse(TestHouse.settings(), tap::open)) {
      PayloadFormat format = codec.equals("opus") ? TestPeer.OPUS : TestPeer.PCMU;
      MediaSession session = tapped.session();
      tapped.peer(format, MeetingSoundTest.payloadType(format), 500).call(session);
      session.join(tapped.engine.open("1")).toCompletableFuture().join();

      await().until(() -> tap.samples.get() > tap.rate);
      assertThat(tap.rate).isEqualTo(codec.equals("opus") ? 16000 : 8000);
      assertThat(tap.leg.transactionId()).isEqualTo("leg-1");
      assertThat(tap.outOfOrder).isFalse();
      assertThat(tap.peak.get()).isBetween(2000, 2600);
      assertThat(tap.closed).isFalse();
      session.close();
      await().until(() -> tap.closed);
    }
  }

  @Test
  void countsWhatTheFarEndLoses() throws Exception {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500);
    peer.sending = false;
    peer.call(session);
    byte[] payload = new byte[160];
    for (int i = 0; i < 20; i++) {
      if (i % 5 == 4) {
        peer.lose(1);
      } else {
        peer.send(0, false, 160 * i, payload);
      }
    }
    peer.send(0, false, 160 * 20, payload);

    await().until(() -> session.quality().received().rtpPackets() >= 16);
    MediaQuality quality = session.quality();
    assertThat(quality.received().lostPackets()).isEqualTo(4);
    assertThat(quality.received().rtpBytes()).isEqualTo(172 * quality.received().rtpPackets());
    assertThat(quality.burstRatio()).isEqualTo(1);
  }

  @Test
  void tellsEachKeyOnce() throws Exception {
    MediaSession session = house.session();
    List<Character> keys = Collections.synchronizedList(new ArrayList<>());
    session.onDigit(keys::add);
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500).call(session);
    await().until(() -> session.quality().received().rtpPackets() >= 3);

    press(peer, TestPeer.EVENT_TYPE, 1, true);
    press(peer, TestPeer.EVENT_TYPE, 1, true);
    press(peer, TestPeer.EVENT_TYPE, 11, false);
    press(peer, 110, 5, true);
    await().until(() -> keys.size() == 4);
    session.signalledDigit('5');
    session.signalledDigit('9');

    await().until(() -> keys.size() == 5);
    assertThat(keys).containsExactly('1', '1', '#', '5', '9');
  }

  /** Five packets of a key of 100 ms, three of them its end (RFC 4733 2.5.1.4). */
  private void press(TestPeer peer, int type, int event, boolean marker) throws Exception {
    int at = peer.timestamp() + 8000 * (event + 1);
    for (int i = 1; i <= 5; i++) {
      int duration = Math.min(i, 3) * 160;
      byte end = (byte) (i >= 3 ? 0x8A : 0x0A);
      byte[] payload = {(byte) event, end, (byte) (duration >> 8), (byte) duration};
      peer.send(type, marker && i == 1, at + pressed * 1600, payload);
    }
    pressed++;
  }

  @Test
  void saysOnceThatTheFarEndIsGone() {
    house.close();
    try (TestHouse patient =
        new TestHouse(TestHouse.settings().withTimeout(Duration.ofMillis(400)))) {
      MediaSession session = patient.session();
      AtomicInteger timeouts = new AtomicInteger();
      session.onTimeout(timeouts::incrementAndGet);
      TestPeer peer = patient.peer(TestPeer.PCMU, 0, 500).call(session);
      await().until(() -> session.quality().received().rtpPackets() >= 40);
      assertThat(timeouts).hasValue(0);

      peer.sending = false;
      session.apply(peer.plan(MediaDirection.SENDONLY, 20)).toCompletableFuture().join();
      int held = peer.received.get();
      await().until(() -> peer.received.get() >= held + 40);
      assertThat(timeouts).as("on hold").hasValue(0);

      session.apply(peer.plan()).toCompletableFuture().join();
      await().until(() -> timeouts.get() == 1);
      int more = peer.received.get();
      await().until(() -> peer.received.get() >= more + 30);
      assertThat(timeouts).hasValue(1);
    }
  }

  @Test
  void givesPortsBackAndRefusesWhenThereAreNone() throws Exception {
    house.close();
    MediaSettings few = TestHouse.settings().on(null, 48000, 48005);
    try (TestHouse small = new TestHouse(few)) {
      MediaSession first = small.session();
      small.session();
      small.session();
      assertThat(first.advertisedRtp().getPort() % 2).isZero();
      assertThat(first.advertisedRtcp().getPort()).isEqualTo(first.advertisedRtp().getPort() + 1);
      assertThatThrownBy(
              () -> small.engine.open(TestHouse.leg("x"), InetAddress.getLoopbackAddress()))
          .isInstanceOf(NoPortsException.class);

      first.close();
      await().until(() -> small.engine.ports().free() == 1);
      assertThat(small.session().advertisedRtp()).isEqualTo(first.advertisedRtp());
      assertThat(small.engine.sessions()).isEqualTo(3);
    }
  }

  @Test
  void advertisesTheAddressThatWasSet() {
    house.close();
    InetAddress outside = InetAddress.ofLiteral("203.0.113.5");
    try (TestHouse behind = new TestHouse(TestHouse.settings().on(outside, 20000, 30000))) {
      assertThat(behind.session().advertisedRtp().getAddress()).isEqualTo(outside);
    }
  }

  @Test
  void refusesAPlanItCannotDo() {
    MediaSession session = house.session();
    AudioPlan plan = house.peer(TestPeer.PCMU, 0, 500).plan();
    PayloadFormat strange = new PayloadFormat("G729", 8000, 1, "");
    AudioPlan impossible =
        new AudioPlan(
            plan.remoteRtp(),
            null,
            true,
            Map.of(18, strange),
            18,
            strange,
            OptionalInt.empty(),
            OptionalInt.empty(),
            20,
            MediaDirection.SENDRECV,
            plan.security());

    assertThatThrownBy(() -> session.apply(impossible).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("G729");
  }

  @Test
  void survivesAnyBytes() throws Exception {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500).call(session);
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      if (noise.length > 1 && i % 2 == 0) {
        noise[0] = (byte) (0x80 | noise[0] & 0x3F);
        noise[1] = (byte) (i % 4 == 0 ? 200 + random.nextInt(4) : noise[1]);
      }
      peer.raw(noise);
    }
    int before = peer.received.get();
    await().until(() -> peer.received.get() >= before + 10);
  }
}
