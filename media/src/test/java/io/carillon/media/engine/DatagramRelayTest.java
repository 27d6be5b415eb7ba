package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.media.session.DatagramPlan;
import io.carillon.media.session.MediaSession;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call of two that switches to fax over UDPTL, over real sockets. */
class DatagramRelayTest {
  private final TestHouse house = new TestHouse();
  private final MediaSession one = house.session();
  private final MediaSession other = house.session();
  private final TestPeer alice = house.peer(TestPeer.PCMU, 0, 500);
  private final TestPeer bob = house.peer(TestPeer.PCMU, 0, 700);
  private final List<byte[]> bobHears = new CopyOnWriteArrayList<>();
  private final Random random = new Random(5);
  private int number = 65_530;

  @BeforeEach
  void talk() {
    alice.call(one);
    bob.call(other);
    house.engine.bridge(one, other, (to, digit) -> {}).bridged().toCompletableFuture().join();
    await().until(() -> bob.level(500) > -40 && alice.level(700) > -40);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void fax() {
    alice.sending = false;
    bob.sending = false;
    bob.onPacket = bobHears::add;
    one.apply(new DatagramPlan(alice.address())).toCompletableFuture().join();
    other.apply(new DatagramPlan(bob.address())).toCompletableFuture().join();
  }

  /** Any bytes behind a number that counts up, as UDPTL has it; some look like RTP, some do not. */
  private byte[] datagram(int bytes) {
    byte[] datagram = new byte[bytes];
    random.nextBytes(datagram);
    datagram[0] = (byte) (number >> 8);
    datagram[1] = (byte) number;
    number = number + 1 & 0xFFFF;
    return datagram;
  }

  private List<byte[]> faxed(List<byte[]> sent) {
    return bobHears.stream()
        .filter(got -> sent.stream().anyMatch(packet -> Arrays.equals(got, packet)))
        .toList();
  }

  private List<byte[]> send(int... sizes) throws IOException {
    List<byte[]> sent = new ArrayList<>();
    for (int size : sizes) {
      byte[] datagram = datagram(size);
      sent.add(datagram);
      alice.raw(datagram);
    }
    return sent;
  }

  @Test
  void datagramsPassByteForByteAndTheAudioComesBack() throws Exception {
    fax();
    List<byte[]> sent = send(4, 12, 60, 172, 400, 1400, 60, 60, 60, 60);
    await().untilAsserted(() -> assertThat(faxed(sent)).containsExactlyElementsOf(sent));

    one.apply(alice.plan()).toCompletableFuture().join();
    other.apply(bob.plan()).toCompletableFuture().join();
    bob.amplitude = 1000;
    alice.sending = true;
    bob.sending = true;
    await().untilAsserted(() -> assertThat(alice.level(700)).isBetween(-31.5, -29.0));
    await().until(() -> bob.level(500) > -28);
  }

  @Test
  void whatIsTooShortOrTooLongIsDropped() throws Exception {
    fax();
    List<byte[]> sent = send(3, 1401, 2, 60);
    List<byte[]> last = sent.subList(3, 4);
    await().until(() -> faxed(last).size() == 1);
    assertThat(faxed(sent)).containsExactlyElementsOf(last);
  }

  /** A stranger who knows the port may not speak into a fax. */
  @Test
  void datagramsOfAnotherSourceAreDropped() throws Exception {
    fax();
    send(60);
    await().until(() -> !bobHears.isEmpty());
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      List<byte[]> theirs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        byte[] datagram = datagram(60);
        theirs.add(datagram);
        stranger.send(new DatagramPacket(datagram, 60, one.advertisedRtp()));
      }
      List<byte[]> sent = send(60);
      await().until(() -> faxed(sent).size() == 1);
      assertThat(faxed(theirs)).isEmpty();
    }
  }

  /** Behind a NAT a far end sends from elsewhere than it says. */
  @Test
  void latchesOnToASourceThatCountsOn() throws Exception {
    alice.sending = false;
    one.apply(new DatagramPlan(null)).toCompletableFuture().join();
    other.apply(new DatagramPlan(bob.address())).toCompletableFuture().join();
    bob.onPacket = bobHears::add;
    List<byte[]> sent = send(60, 60, 60, 60, 60, 60, 60);
    await().until(() -> faxed(sent).size() == 3); // those from the fifth on
    assertThat(faxed(sent)).containsExactlyElementsOf(sent.subList(4, 7));
  }

  @Test
  void whileOnlyOneLegHasSwitchedNothingPasses() throws Exception {
    alice.sending = false;
    one.apply(new DatagramPlan(alice.address())).toCompletableFuture().join();
    bob.onPacket = bobHears::add;
    List<byte[]> early = send(60, 60);
    house.flush();
    other.apply(new DatagramPlan(bob.address())).toCompletableFuture().join();
    List<byte[]> sent = send(60);
    await().until(() -> faxed(sent).size() == 1);
    assertThat(faxed(early)).isEmpty();
  }

  @Test
  void aReceivingFaxMachineThatSaysNothingIsNoTimeout() throws Exception {
    try (TestHouse impatient =
        new TestHouse(TestHouse.settings().withTimeout(Duration.ofMillis(200)))) {
      MediaSession leg = impatient.session();
      MediaSession far = impatient.session();
      TestPeer silent = impatient.peer(TestPeer.PCMU, 0, 500);
      TestPeer gone = impatient.peer(TestPeer.PCMU, 0, 500);
      AtomicBoolean legTimedOut = new AtomicBoolean();
      AtomicBoolean farTimedOut = new AtomicBoolean();
      leg.onTimeout(() -> legTimedOut.set(true));
      far.onTimeout(() -> farTimedOut.set(true));
      silent.call(leg);
      leg.apply(new DatagramPlan(silent.address())).toCompletableFuture().join();
      silent.sending = false;
      gone.sending = false;
      gone.call(far);
      await().untilTrue(farTimedOut); // begun later, over sooner
      assertThat(legTimedOut).isFalse();
    }
  }

  @Test
  void beforeAnyAudioThereIsNoFax() {
    MediaSession fresh = house.session();
    assertThatThrownBy(
            () -> fresh.apply(new DatagramPlan(alice.address())).toCompletableFuture().join())
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }
}
