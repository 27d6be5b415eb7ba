package io.carillon.media.engine;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegProtocol;
import io.carillon.media.codec.Codecs;
import io.carillon.media.loop.MediaLoop;
import io.carillon.media.loop.NioUdpNetwork;
import io.carillon.media.session.MediaEngine.NoPortsException;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.stream.TapFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** An engine on loopback and the peers that call it. */
final class TestHouse implements AutoCloseable {
  private static final AtomicInteger HOUSES =
      new AtomicInteger((int) ProcessHandle.current().pid());

  final Codecs codecs = new Codecs();
  final DefaultMediaEngine engine;
  private final List<TestPeer> peers = new ArrayList<>();
  private int legs;

  TestHouse() {
    this(settings());
  }

  TestHouse(MediaSettings settings) {
    this(settings, TapFactory.NONE);
  }

  TestHouse(MediaSettings settings, TapFactory taps) {
    this(settings, taps, System::nanoTime);
  }

  /**
   * @param nanoTime all clocks of the house
   */
  TestHouse(MediaSettings settings, TapFactory taps, LongSupplier nanoTime) {
    try {
      engine =
          new DefaultMediaEngine(
              settings,
              codecs,
              taps,
              new NioUdpNetwork(nanoTime),
              new SecureRandom(),
              Clock.systemUTC(),
              nanoTime);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A thousand ports to itself, so that houses beside each other do not look for free ones. */
  static MediaSettings settings() {
    MediaSettings defaults = MediaSettings.defaults();
    int lowest = 12000 + 1000 * Math.floorMod(HOUSES.getAndIncrement(), 36);
    return new MediaSettings(
        null,
        null,
        lowest,
        lowest + 999,
        Duration.ofMillis(200),
        2,
        defaults.pollGapMicros(),
        null,
        defaults.jitter(),
        defaults.timeout(),
        defaults.meetingCapacity());
  }

  MediaSession session() {
    try {
      return engine.open(leg("leg-" + ++legs), InetAddress.getLoopbackAddress());
    } catch (NoPortsException e) {
      throw new AssertionError(e);
    }
  }

  static LegInfo leg(String id) {
    return new LegInfo(
        id,
        "call-" + id,
        "vc",
        LegProtocol.SIP,
        CallDirection.INBOUND,
        "",
        "",
        "meet.test",
        "us-east-1",
        "127.0.0.1:5061",
        "",
        Instant.EPOCH);
  }

  List<TestPeer> peers() {
    return peers;
  }

  TestPeer peer(PayloadFormat format, int payloadType, double hertz) {
    TestPeer peer = new TestPeer(codecs, format, payloadType, hertz);
    peers.add(peer);
    return peer;
  }

  /** Returns when every loop has done what it was told before. */
  void flush() {
    for (MediaLoop loop : engine.loops().loops()) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      loop.execute(() -> done.complete(null));
      done.join();
    }
  }

  @Override
  public void close() {
    peers.forEach(TestPeer::close);
    engine.close();
  }
}
