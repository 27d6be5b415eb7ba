package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.media.session.DatagramPlan;
import io.carillon.media.session.MediaEngine.NoPortsException;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call of two between IPv4 and IPv6, over real sockets. */
class FamiliesTest {
  private final TestHouse house = new TestHouse();
  private final MediaSession one = house.session();
  private final MediaSession other;
  private final InetAddress six;

  FamiliesTest() throws UnknownHostException, NoPortsException {
    six = InetAddress.getByName("::1");
    other = house.engine.open(TestHouse.leg("six"), six);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private TestPeer six(PayloadFormat format) {
    int type = MeetingSoundTest.payloadType(format);
    TestPeer peer = new TestPeer(house.codecs, format, type, 700, six);
    house.peers().add(peer);
    return peer.call(other);
  }

  private void bridge() {
    house.engine.bridge(one, other, (to, digit) -> {}).bridged().toCompletableFuture().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PCMU", "PCMA"})
  void eachHearsTheOther(String codec) {
    TestPeer alice = house.peer(TestPeer.PCMU, 0, 500).call(one);
    TestPeer bob = six(codec.equals("PCMU") ? TestPeer.PCMU : TestPeer.PCMA);
    bridge();

    await().untilAsserted(() -> assertThat(alice.level(700)).isGreaterThan(-28));
    await().untilAsserted(() -> assertThat(bob.level(500)).isGreaterThan(-28));
    assertThat(other.advertisedRtp().getAddress()).isEqualTo(six);
  }

  @Test
  void faxPassesToo() throws Exception {
    TestPeer alice = house.peer(TestPeer.PCMU, 0, 500).call(one);
    TestPeer bob = six(TestPeer.PCMU);
    bridge();
    List<byte[]> bobHears = new CopyOnWriteArrayList<>();
    bob.onPacket = bobHears::add;
    alice.sending = false;
    one.apply(new DatagramPlan(alice.address())).toCompletableFuture().join();
    other.apply(new DatagramPlan(bob.address())).toCompletableFuture().join();

    byte[] datagram = {0, 1, 2, 6, 0, 0};
    alice.raw(datagram);

    await().until(() -> bobHears.stream().anyMatch(got -> Arrays.equals(got, datagram)));
  }
}
