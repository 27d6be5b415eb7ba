package io.carillon.media.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaLoopTest {
  private final UdpNetwork network = new NioUdpNetwork(System::nanoTime);
  private final LoopGroup group = open();

  private LoopGroup open() {
    try {
      return new LoopGroup(2, network, 0, System::nanoTime);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() {
    group.close();
  }

  private final MediaLoop loop = group.loops().get(0);
  private final MediaLoop other = group.loops().get(1);

  @Test
  void handsOverDatagramsAndSendsThemBack() throws Exception {
    UdpSocket socket = network.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    on(loop, () -> register(loop, socket, (b, o, n, from, at) -> socket.send(b, o, n, from)));

    try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      peer.setSoTimeout(5000);
      for (int i = 0; i < 50; i++) {
        byte[] sent = {(byte) i, 2, 3};
        peer.send(new DatagramPacket(sent, 3, socket.local()));
        DatagramPacket back = new DatagramPacket(new byte[100], 100);
        peer.receive(back);
        assertThat(back.getLength()).isEqualTo(3);
        assertThat(back.getData()[0]).isEqualTo((byte) i);
      }
    }
    socket.close();
  }

  @Test
  void waitsForNoPollWhilePacketsArePassedOn() throws Exception {
    try (LoopGroup polling = new LoopGroup(1, network, 5000, System::nanoTime)) {
      MediaLoop relay = polling.loops().getFirst();
      List<Integer> gaps = new ArrayList<>();
      on(relay, () -> gaps.add(relay.pollGapMicros()));
      on(relay, relay::addRelay);
      on(relay, relay::addRelay);
      on(relay, relay::removeRelay);
      on(relay, () -> gaps.add(relay.pollGapMicros()));
      on(relay, relay::removeRelay);
      on(relay, () -> gaps.add(relay.pollGapMicros()));
      assertThat(gaps).containsExactly(5000, 0, 5000);
    }
  }

  @Test
  void movesASocketToAnotherLoop() throws Exception {
    UdpSocket socket = network.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    on(loop, () -> register(loop, socket, (b, o, n, from, at) -> first.incrementAndGet()));

    try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      peer.send(new DatagramPacket(new byte[1], 1, socket.local()));
      await().until(() -> first.get() == 1);
      on(loop, () -> loop.unregister(socket));
      peer.send(new DatagramPacket(new byte[1], 1, socket.local()));
      on(
          other,
          () ->
              register(
                  other,
                  socket,
                  (b, o, n, from, at) -> {
                    assert other.inLoop();
                    second.incrementAndGet();
                  }));
      peer.send(new DatagramPacket(new byte[1], 1, socket.local()));
      await().until(() -> second.get() == 2);
      assertThat(first).hasValue(1);
    }
    socket.close();
  }

  @Test
  void takesASocketBackThatLeftWithinTheSamePass() throws Exception {
    UdpSocket socket = network.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    AtomicInteger received = new AtomicInteger();
    DatagramHandler handler = (b, o, n, from, at) -> received.incrementAndGet();

    on(
        loop,
        () -> {
          register(loop, socket, handler);
          loop.unregister(socket);
          register(loop, socket, handler);
        });

    try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      peer.send(new DatagramPacket(new byte[1], 1, socket.local()));
      await().until(() -> received.get() == 1);
    }
    socket.close();
  }

  @Test
  void ticksAtFixedTimesWithoutDrift() throws Exception {
    List<Long> due = Collections.synchronizedList(new ArrayList<>());
    Tick tick = due::add;
    on(loop, () -> loop.addTick(tick));
    await().until(() -> due.size() >= 20);
    on(loop, () -> loop.removeTick(tick));

    int size = due.size();
    for (int i = 1; i < size; i++) {
      assertThat((due.get(i) - due.get(i - 1)) % 20_000_000).isZero();
    }
    assertThat(loop.lateness().total().getTotalCount()).isEqualTo(size);
    assertThat(other.lateness().total().getTotalCount()).isZero();
  }

  @Test
  void keepsOnWhenATaskATickOrAHandlerThrows() throws Exception {
    AtomicLong ticks = new AtomicLong();
    loop.execute(
        () -> {
          throw new IllegalStateException("task");
        });
    on(
        loop,
        () ->
            loop.addTick(
                now -> {
                  ticks.incrementAndGet();
                  throw new IllegalStateException("tick");
                }));
    UdpSocket socket = network.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    AtomicInteger received = new AtomicInteger();
    on(
        loop,
        () ->
            register(
                loop,
                socket,
                (b, o, n, from, at) -> {
                  received.incrementAndGet();
                  throw new IllegalStateException("handler");
                }));
    try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      peer.send(new DatagramPacket(new byte[1], 1, socket.local()));
      peer.send(new DatagramPacket(new byte[0], 0, socket.local()));
      await().until(() -> received.get() == 2);
    }
    await().until(() -> ticks.get() >= 3);
    socket.close();
  }

  @Test
  void runsCommandsInOrderWhileTheirOwnerMovesBetweenLoops() {
    LoopStrand strand = new LoopStrand(loop);
    AtomicInteger arrivals = new AtomicInteger();
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 2000; i++) {
      int n = i;
      strand.execute(
          () -> {
            assertThat(strand.loop().inLoop()).isTrue();
            order.add(n);
            if (n % 7 == 0) {
              strand.moveTo(strand.loop() == loop ? other : loop, arrivals::incrementAndGet);
            }
          });
    }
    await().until(() -> order.size() == 2000);
    await().until(() -> arrivals.get() == 286);
    assertThat(order).isEqualTo(IntStream.range(0, 2000).boxed().toList());
  }

  private static void register(MediaLoop loop, UdpSocket socket, DatagramHandler handler) {
    try {
      loop.register(socket, handler);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void on(MediaLoop loop, Runnable task) {
    CompletableFuture.runAsync(task, loop).join();
  }
}
