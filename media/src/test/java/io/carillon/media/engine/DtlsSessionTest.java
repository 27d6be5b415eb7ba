package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.media.rtp.PacketKind;
import io.carillon.media.session.CertificateHash;
import io.carillon.media.session.DtlsRole;
import io.carillon.media.session.Fingerprint;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions whose keys come from handshakes over real sockets. */
@Execution(ExecutionMode.CONCURRENT)
class DtlsSessionTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final IntPredicate NOTHING_LOST = n -> false;
  private static final Fingerprint OTHER =
      Fingerprint.of(CertificateHash.SHA_256, new byte[] {1, 2, 3});

  private final TestHouse house = new TestHouse();
  private final List<DtlsFarEnd> farEnds = new ArrayList<>();

  @AfterEach
  void close() {
    farEnds.forEach(DtlsFarEnd::close);
    house.close();
  }

  @ParameterizedTest
  @CsvSource({"CLIENT, 0", "SERVER, 0", "CLIENT, 10", "SERVER, 10"})
  void twoHearEachOther(DtlsRole role, int lossPercent) {
    Random dice = new Random(4);
    IntPredicate lost = n -> dice.nextInt(100) < lossPercent;
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 440);
    DtlsFarEnd far = farEnd(peer, role, session, lost);
    MediaSession plainSession = house.session();
    TestPeer plain = house.peer(TestPeer.PCMU, 0, 700).call(plainSession);
    house.engine.bridge(session, plainSession, (leg, digit) -> {});

    call(peer, far, session);

    await().atMost(SOON).untilAsserted(() -> assertThat(plain.level(440)).isGreaterThan(-35));
    await().atMost(SOON).untilAsserted(() -> assertThat(peer.level(700)).isGreaterThan(-35));
  }

  @ParameterizedTest
  @EnumSource(DtlsRole.class)
  void withoutKeysNothingIsSentOrPlayed(DtlsRole role) throws Exception {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 440);
    Map<PacketKind, Integer> arrived = new ConcurrentHashMap<>(new EnumMap<>(PacketKind.class));
    peer.onPacket = p -> arrived.merge(PacketKind.of(p, 0, p.length), 1, Integer::sum);
    DtlsFarEnd far = farEnd(peer, role, session, n -> true); // of the handshake all is lost
    MediaSession plainSession = house.session();
    TestPeer plain = house.peer(TestPeer.PCMU, 0, 700).call(plainSession);
    house.engine.bridge(session, plainSession, (leg, digit) -> {});
    call(peer, far, session);

    // It sends in the clear all the while, and so does the other leg.
    await().atMost(SOON).until(() -> plainSession.quality().received().rtpPackets() > 75);
    assertThat(session.quality().received().rtpPackets()).isZero();
    assertThat(session.quality().sent().rtpPackets()).isZero();
    assertThat(arrived.keySet()).isSubsetOf(PacketKind.DTLS);
    assertThat(plain.level(440)).isLessThan(-60);
  }

  @ParameterizedTest
  @EnumSource(DtlsRole.class)
  void theWrongCertificateEndsIt(DtlsRole role) {
    MediaSession session = house.session();
    List<String> told = new CopyOnWriteArrayList<>();
    session.onKeyFailure(told::add);
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 440);
    DtlsFarEnd far = farEnd(peer, role, session, NOTHING_LOST);
    peer.secured(far.agreed(OTHER), far::received);
    peer.call(session);
    far.shakeHands();

    await().atMost(SOON).until(() -> !told.isEmpty());
    assertThat(told).allMatch(text -> text.contains("certificate")).hasSize(1);
    assertThat(session.quality().sent().rtpPackets()).isZero();
    assertThat(session.quality().received().rtpPackets()).isZero();
  }

  @Test
  void aStrangersHandshakeEndsNothing() {
    MediaSession session = house.session();
    List<String> told = new CopyOnWriteArrayList<>();
    session.onKeyFailure(told::add);
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 440);
    DtlsFarEnd far = farEnd(peer, DtlsRole.CLIENT, session, NOTHING_LOST);
    peer.secured(far.agreed(), far::received);
    peer.call(session);
    TestPeer stranger = house.peer(TestPeer.PCMU, 0, 900);
    DtlsFarEnd strange = farEnd(stranger, DtlsRole.CLIENT, session, NOTHING_LOST);
    stranger.secured(strange.agreed(), strange::received);
    stranger.sending = false;
    stranger.dial(session.advertisedRtp());

    strange.shakeHands();
    await().atMost(SOON).until(strange.failure::isDone);
    far.shakeHands();

    await().atMost(SOON).until(far.keys::isDone);
    await().atMost(SOON).until(() -> session.quality().received().rtpPackets() > 10);
    assertThat(strange.keys).isNotDone();
    assertThat(told).isEmpty();
  }

  @Test
  void aHoldMakesNoHandshakeAndAnotherCertificateDoes() throws Exception {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 440);
    DtlsFarEnd far = farEnd(peer, DtlsRole.CLIENT, session, NOTHING_LOST);
    call(peer, far, session);
    await().atMost(SOON).until(() -> session.quality().received().rtpPackets() > 10);

    session.apply(peer.plan(MediaDirection.RECVONLY, 20)).toCompletableFuture().join();
    session.apply(peer.plan()).toCompletableFuture().join();
    house.flush();
    assertThat(house.engine.handshakes().done()).isEqualTo(1);

    DtlsFarEnd next = farEnd(peer, DtlsRole.CLIENT, session, NOTHING_LOST);
    peer.secured(next.agreed(), next::received);
    session.apply(peer.plan()).toCompletableFuture().join();
    long before = session.quality().received().rtpPackets();
    await().atMost(SOON).until(() -> session.quality().received().rtpPackets() > before + 10);
    assertThat(next.keys).isNotDone(); // the keys of the former association still do
    next.shakeHands();

    await().atMost(SOON).until(next.keys::isDone);
    long then = session.quality().received().rtpPackets();
    await().atMost(SOON).until(() -> session.quality().received().rtpPackets() > then + 10);
    AtomicInteger heard = peer.received;
    int now = heard.get();
    await().atMost(SOON).until(() -> heard.get() > now + 10);
    assertThat(house.engine.handshakes().done()).isEqualTo(2);
  }

  @Test
  void nobodyComes() {
    MediaSession session = house.session();
    List<String> told = new CopyOnWriteArrayList<>();
    session.onKeyFailure(told::add);
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 440);
    DtlsFarEnd far = farEnd(peer, DtlsRole.CLIENT, session, NOTHING_LOST);
    peer.secured(far.agreed(), far::received).call(session);

    await().atMost(SOON).until(() -> !told.isEmpty());
    assertThat(told).containsExactly("the far end did not begin the DTLS handshake");
  }

  private DtlsFarEnd farEnd(TestPeer peer, DtlsRole role, MediaSession session, IntPredicate lost) {
    DtlsFarEnd far = new DtlsFarEnd(peer, role, session.fingerprint().orElseThrow(), lost);
    farEnds.add(far);
    return far;
  }

  private static void call(TestPeer peer, DtlsFarEnd far, MediaSession session) {
    peer.secured(far.agreed(), far::received).call(session);
    far.shakeHands();
  }
}
