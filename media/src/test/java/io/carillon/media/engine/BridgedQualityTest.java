package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegRole;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.quality.CodecImpairment;
import io.carillon.core.quality.EModel;
import io.carillon.core.quality.PhoneCountries;
import io.carillon.core.quality.QualityMinute;
import io.carillon.core.quality.QualityMinute.Flow;
import io.carillon.core.quality.QualityMinute.Score;
import io.carillon.core.quality.QualityRecorder;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaSession;
import io.carillon.media.testkit.Impairment;
import io.carillon.media.testkit.LossyForwarder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The quality record of a bridged call is true on both sides: each party is behind a bad line of
 * its own, whose loss, delay and jitter are known.
 */
class BridgedQualityTest {
  private static final Impairment FROM_CUSTOMER = line(4, 30, 18);
  private static final Impairment TO_CUSTOMER = line(6, 25, 15);
  private static final Impairment FROM_REMOTE = line(2, 50, 16);
  private static final Impairment TO_REMOTE = line(3, 60, 12);
  private static final int PACKETS = 1500; // half a minute

  private final List<QualityMinute> minutes = new ArrayList<>();

  @Test
  void aRelayedCallIsRecordedWithWhatItsLinesDidToIt() {
    try (TestHouse house = new TestHouse();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        LossyForwarder customerLine = forwarder(FROM_CUSTOMER, TO_CUSTOMER, 11);
        LossyForwarder remoteLine = forwarder(FROM_REMOTE, TO_REMOTE, 12)) {
      MediaSession customer = house.session();
      MediaSession remote = house.session();
      house
          .engine
          .bridge(customer, remote, (leg, key) -> {})
          .bridged()
          .toCompletableFuture()
          .join();
      call(house, clock, customer, customerLine);
      call(house, clock, remote, remoteLine);
      QualityRecorder recorder =
          new QualityRecorder(
              Duration.ofMinutes(2),
              clock,
              Clock.systemUTC(),
              new PhoneCountries(),
              List.of(minutes::add));
      LegInfo pbx = TestHouse.leg("t-1").withRole(LegRole.CUSTOMER);
      LegInfo carrier = TestHouse.leg("t-2").withRole(LegRole.REMOTE).inCall("t-1");
      Instant now = Instant.now();
      recorder.accept(new DomainEvent.LegAnswered(now, carrier, remote));
      recorder.accept(new DomainEvent.LegAnswered(now, pbx, customer));
      recorder.accept(
          new DomainEvent.CallBridged(
              now, "t-1", "vc", "us-east-1", CallDirection.OUTBOUND, pbx, carrier));

      await().atMost(Duration.ofMinutes(2)).until(() -> customerLine.cameFromNear() >= PACKETS);

      recorder.accept(
          new DomainEvent.LegEnded(
              now, pbx, now, EndReason.REMOTE_HANGUP, 200, customer.quality()));
      isTrue(minutes.getFirst(), customerLine, remoteLine);
    }
  }

  private static void isTrue(
      QualityMinute minute, LossyForwarder customerLine, LossyForwarder remoteLine) {
    assertLoss(minute.customerToConnector(), FROM_CUSTOMER);
    assertLoss(minute.connectorToCustomer(), TO_CUSTOMER);
    assertLoss(minute.remoteToConnector(), FROM_REMOTE);
    assertLoss(minute.connectorToRemote(), TO_REMOTE);
    assertJitter(minute.customerToConnector(), customerLine.jitterToFar());
    assertJitter(minute.connectorToCustomer(), customerLine.jitterToNear());
    assertJitter(minute.remoteToConnector(), remoteLine.jitterToFar());
    assertJitter(minute.connectorToRemote(), remoteLine.jitterToNear());
    assertScore(minute.customer(), FROM_CUSTOMER, TO_CUSTOMER, FROM_REMOTE);
    assertScore(minute.remote(), FROM_REMOTE, TO_REMOTE, FROM_CUSTOMER);
  }

  private static Impairment line(int lossPercent, int delayMillis, int spreadMillis) {
    return new Impairment(
        lossPercent, Duration.ofMillis(delayMillis), Duration.ofMillis(spreadMillis));
  }

  private static LossyForwarder forwarder(Impairment fromPeer, Impairment toPeer, long seed) {
    return new LossyForwarder(InetAddress.getLoopbackAddress(), 1, fromPeer, toPeer, seed);
  }

  /** A party talks through its line and reports once a second how it hears. */
  private static void call(
      TestHouse house, ScheduledExecutorService clock, MediaSession leg, LossyForwarder line) {
    TestPeer peer = house.peer(TestPeer.PCMU, 0, 500);
    line.nearEnd(peer.address()).farEnd(leg.advertisedRtp());
    leg.apply(at(line.farSide(), peer.plan())).toCompletableFuture().join();
    peer.dial(line.nearSide());
    clock.scheduleAtFixedRate(() -> report(peer), 1, 1, TimeUnit.SECONDS);
  }

  private static void report(TestPeer peer) {
    try {
      peer.report();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AudioPlan at(InetSocketAddress address, AudioPlan plan) {
    return new AudioPlan(
        address,
        address,
        plan.rtcpMux(),
        plan.receive(),
        plan.sendPayloadType(),
        plan.send(),
        plan.sendTelephoneEvent(),
        plan.sendComfortNoise(),
        plan.packetMillis(),
        plan.direction(),
        plan.security());
  }

  /** Within one point of percentage. */
  private static void assertLoss(Flow flow, Impairment line) {
    // Of the far end's packets those that were lost did not come; of ours every one was sent.
    assertThat(flow.packetsLost()).isNotNull();
    double sent = PACKETS;
    assertThat(100 * flow.packetsLost() / sent).isCloseTo(line.lossPercent(), within(1.0));
  }

  /**
   * Within ten percent of what the line really did, which on a busy machine is more than was set.
   */
  private static void assertJitter(Flow flow, double expected) {
    assertThat((double) flow.jitterMicros()).isCloseTo(expected, within(expected / 10));
  }

  /**
   * Round trip within ten percent, score within 0.1 of the E-model.
   *
   * @param beyond the other party's way to us, whose jitter goes on to this party
   */
  private static void assertScore(Score score, Impairment from, Impairment to, Impairment beyond) {
    double roundTrip = from.meanDelayMillis() + to.meanDelayMillis();
    assertThat(score.rttMicros() / 1000.0).isCloseTo(roundTrip, within(roundTrip / 10));
    double mos =
        (mos(roundTrip, from.lossPercent(), Impairment.jitterMicros(from))
                + mos(roundTrip, to.lossPercent(), Impairment.jitterMicros(beyond, to)))
            / 2;
    assertThat(score.mos()).isCloseTo(mos, within(0.1));
  }

  private static double mos(double roundTripMillis, double lossPercent, double jitterMicros) {
    CodecImpairment codec = CodecImpairment.G711_CONCEALED;
    double delay = roundTripMillis / 2 + 2 * jitterMicros / 1000 + codec.delayMillis();
    return EModel.mos(EModel.rating(delay, codec, lossPercent, 1));
  }
}
