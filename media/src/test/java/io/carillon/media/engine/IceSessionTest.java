package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.media.ice.Checks;
import io.carillon.media.session.IcePlan;
import io.carillon.media.session.MediaSession;
import io.carillon.media.stream.TapFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Sessions with a full ICE agent at the far end, over real sockets. */
@Execution(ExecutionMode.CONCURRENT)
class IceSessionTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final IcePlan PLAN =
      new IcePlan("ours", "ourPasswordOfManyBytes", "theirs", "theirPasswordOfManyBytes");

  private final AtomicLong later = new AtomicLong();
  private final TestHouse house =
      new TestHouse(TestHouse.settings(), TapFactory.NONE, () -> System.nanoTime() + later.get());

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void onlyWhoPassedACheckIsHeardAndOnlyTheNominatedPathIsSentTo() throws Exception {
    MediaSession session = house.session();
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 440).checking(PLAN);
    TestPeer stranger = house.peer(TestPeer.PCMU, 0, 900);
    peer.call(session);
    stranger.dial(session.advertisedRtp());
    loop(session);

    AtomicInteger answers = answers(peer);
    peer.raw(check().bytes());
    await().atMost(SOON).until(() -> answers.get() == 1);
    await().atMost(SOON).until(() -> session.quality().received().rtpPackets() > 20);
    assertThat(peer.received.get()).isZero();

    peer.raw(check().nominating().bytes());
    await().atMost(SOON).until(() -> peer.received.get() > 20);
    assertThat(stranger.received.get()).isZero();
  }

  /** Asks for something to be sent all the time. */
  private void loop(MediaSession session) {
    MediaSession other = house.session();
    house.peer(TestPeer.PCMU, 0, 700).call(other);
    house.engine.bridge(session, other, (leg, digit) -> {});
  }

  @Test
  void whoChecksNoMoreIsLost() throws Exception {
    MediaSession session = house.session();
    AtomicInteger timeouts = new AtomicInteger();
    session.onTimeout(timeouts::incrementAndGet);
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 440).checking(PLAN);
    peer.call(session);
    loop(session);
    AtomicInteger answers = answers(peer);
    peer.raw(check().nominating().bytes());
    await().atMost(SOON).until(() -> peer.received.get() > 5);
    pass(5);
    peer.raw(check().bytes());
    await().atMost(SOON).until(() -> answers.get() == 2);
    assertThat(timeouts.get()).isZero();

    pass(31); // its audio goes on meanwhile

    await().atMost(SOON).until(() -> timeouts.get() == 1);
  }

  private static AtomicInteger answers(TestPeer peer) {
    AtomicInteger answers = new AtomicInteger();
    peer.onPacket =
        packet -> {
          if (packet[0] == 1 && packet[1] == 1) {
            answers.incrementAndGet();
          }
        };
    return answers;
  }

  private static Checks check() {
    return new Checks("ours:theirs", "ourPasswordOfManyBytes").priority(7).controlling();
  }

  private void pass(int seconds) {
    later.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
