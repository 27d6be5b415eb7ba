package io.carillon.media.jitter;

import static io.carillon.media.jitter.PlayoutRig.MS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Whatever the path does to the packets, these hold. */
class JitterPropertiesTest {
  private static final int PACKETS = 300;
  private static final JitterSettings SETTINGS = new JitterSettings(40, 200);

  /** Packet number n on its way. */
  private record Flight(int n, long arrivalMillis) {}

  private static List<Flight> path(Random random, double loss, double copies, int jitter) {
    List<Flight> flights = new ArrayList<>();
    long burst = 0;
    for (int n = 0; n < PACKETS; n++) {
      if (random.nextInt(60) == 0) {
        burst = random.nextInt(jitter * 3 + 1);
      }
      burst = Math.max(0, burst - 20);
      long arrival = n * 20L + burst + random.nextInt(jitter + 1);
      if (random.nextDouble() >= loss) {
        flights.add(new Flight(n, arrival));
      }
      if (random.nextDouble() < copies) {
        flights.add(new Flight(n, arrival + random.nextInt(50)));
      }
    }
    flights.sort(Comparator.comparingLong(Flight::arrivalMillis));
    return flights;
  }

  @Property(tries = 300)
  void delayIsBoundedOrderKeptAndEveryPacketAccountedFor(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 0.4) double loss,
      @ForAll @DoubleRange(min = 0, max = 0.2) double copies,
      @ForAll @IntRange(min = 0, max = 250) int jitter,
      @ForAll @IntRange(min = 0, max = 65_535) int firstSequence,
      @ForAll int firstTimestamp) {
    JitterCounters counters = new JitterCounters();
    JitterBuffer buffer = new JitterBuffer(SETTINGS, counters);
    buffer.accept(0, 8000, PacketKind.AUDIO);
    List<Flight> flights = path(new Random(seed), loss, copies, jitter);
    long[] arrived = new long[PACKETS];
    Arrays.fill(arrived, -1);
    byte[] packet = new byte[160];
    int next = 0;
    int last = -1;

    for (int tick = 0; tick < PACKETS + 100; tick++) {
      long now = tick * 20L;
      while (next < flights.size() && flights.get(next).arrivalMillis() <= now) {
        Flight flight = flights.get(next++);
        packet[0] = (byte) (flight.n() >> 8);
        packet[1] = (byte) flight.n();
        PutResult result =
            buffer.put(
                7,
                firstSequence + flight.n() & 0xffff,
                firstTimestamp + flight.n() * 160,
                0,
                packet,
                0,
                160,
                flight.arrivalMillis() * MS);
        if (result == PutResult.STORED || result == PutResult.REORDERED) {
          arrived[flight.n()] = flight.arrivalMillis();
        }
      }
      for (long units = 0; units < 960; ) {
        switch (buffer.take(now * MS + units * MS / 48)) {
          case PACKET -> {
            int n = (buffer.payload()[0] & 0xff) << 8 | buffer.payload()[1] & 0xff;
            assertThat(n).as("order").isGreaterThan(last);
            assertThat(now - arrived[n]).as("time in the buffer").isBetween(0L, 200L);
            last = n;
            counters.played++;
            buffer.played(960);
            units += 960;
          }
          case LOST, PAUSE -> {
            long part = Math.min(buffer.gap(), 960 - units);
            assertThat(part).isPositive();
            buffer.passed(part);
            units += part;
          }
          case STARVED -> {
            buffer.starved(960 - units);
            units = 960;
          }
          case IDLE -> units = 960;
        }
      }
    }

    assertThat(counters.received()).isEqualTo(flights.size());
    assertThat(
            counters.played()
                + counters.late()
                + counters.duplicate()
                + counters.discarded()
                + counters.probation())
        .isEqualTo(counters.received());
    assertThat(counters.restarts()).isZero();
  }

  @Property(tries = 300)
  void withoutJitterNothingIsLostButWhatThePathLost(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.1) double loss) {
    PlayoutRig rig = new PlayoutRig(8000, SETTINGS);
    Random random = new Random(seed);
    int sent = 0;
    int lastSent = 0;
    for (int n = 0; n < PACKETS; n++) {
      if (n == 0 || random.nextDouble() >= loss) {
        rig.tone(n, n * 20L);
        sent++;
        lastSent = n;
      }
      rig.read(n * 20L);
    }
    for (int tick = PACKETS; tick < PACKETS + 10; tick++) {
      rig.read(tick * 20L);
    }

    assertThat(rig.playout.counters().played()).isEqualTo(sent);
    assertThat(rig.playout.counters().lost()).isEqualTo(lastSent + 1 - sent);
    assertThat(rig.playout.counters().late()).isZero();
  }

  @Property(tries = 200)
  void hostileHeadersNeverBreakIt(@ForAll long seed) {
    PlayoutRig rig = new PlayoutRig(48_000, SETTINGS);
    Random random = new Random(seed);
    int[] types = {0, 9, 13, 101, 111, 77};
    long now = 0;
    long sequence = random.nextInt();
    for (int i = 0; i < 300; i++) {
      rig.ssrc = random.nextInt(20) == 0 ? random.nextInt(3) : rig.ssrc;
      sequence += random.nextInt(10) == 0 ? random.nextInt() : 1;
      random.nextBytes(rig.packet);
      long timestamp = random.nextBoolean() ? i * 960L : random.nextInt();
      rig.put(
          sequence,
          timestamp,
          types[random.nextInt(types.length)],
          random.nextInt(8) == 0 ? random.nextInt(1497) : random.nextInt(100),
          now * MS);
      now += random.nextInt(60);
      rig.read(now);
    }
    rig.playout.close();

    JitterCounters counters = rig.playout.counters();
    assertThat(counters.received()).isEqualTo(300);
    assertThat(rig.playout.delayMillis()).isLessThanOrEqualTo(200);
  }
}
