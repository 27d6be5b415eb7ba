package io.carillon.benchmarks;

import com.sun.management.ThreadMXBean;
import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegProtocol;
import io.carillon.core.call.MeetingAudio;
import io.carillon.media.codec.Codecs;
import io.carillon.media.engine.DefaultMediaEngine;
import io.carillon.media.engine.MediaSettings;
import io.carillon.media.loop.NioUdpNetwork;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaEngine.NoPortsException;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.stream.TapFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What one meeting costs: PCMU legs on loopback, some of them talking, and the CPU time and garbage
 * of the event loop that owns them. The far ends run on a thread of their own in the same process.
 */
final class MeetingCost {
  private static final PayloadFormat PCMU = new PayloadFormat("PCMU", 8000, 1, "");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final int members;
  private final int talkers;
  private final int seconds;

  MeetingCost(int members, int talkers, int seconds) {
    this.members = members;
    this.talkers = talkers;
    this.seconds = seconds;
  }

  /** Runs it and says what it cost. */
  String run() throws IOException, NoPortsException, InterruptedException {
    try (DefaultMediaEngine engine = engine();
        FarEnds farEnds = new FarEnds(members, talkers)) {
      MeetingAudio meeting = engine.open("0123456789");
      List<MediaSession> sessions = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        MediaSession session = engine.open(leg(i), InetAddress.getLoopbackAddress());
        session.apply(plan(farEnds.address(i))).toCompletableFuture().join();
        session.join(meeting).toCompletableFuture().join();
        farEnds.call(i, session.advertisedRtp());
        sessions.add(session);
      }
      farEnds.start();
      TimeUnit.SECONDS.sleep(4); // the warm-up: not measured
      return measure(engine, sessions);
    }
  }

  /** A media plane of one loop. */
  static DefaultMediaEngine engine() throws IOException {
    return new DefaultMediaEngine(
        MediaSettings.defaults().withLoops(1),
        new Codecs(),
        TapFactory.NONE,
        new NioUdpNetwork(System::nanoTime),
        new SecureRandom(),
        Clock.systemUTC(),
        System::nanoTime);
  }

  private String measure(DefaultMediaEngine engine, List<MediaSession> sessions)
      throws InterruptedException {
    long loop = engine.loops().loops().getFirst().thread().threadId();
    long packets = packets(sessions);
    long cpu = THREADS.getThreadCpuTime(loop);
    long bytes = THREADS.getThreadAllocatedBytes(loop);
    TimeUnit.SECONDS.sleep(seconds); // the stretch that is measured
    cpu = THREADS.getThreadCpuTime(loop) - cpu;
    bytes = THREADS.getThreadAllocatedBytes(loop) - bytes;
    packets = packets(sessions) - packets;
    Histogram late = engine.loops().loops().getFirst().lateness().total();
    return String.format(
        Locale.ROOT,
        "%d PCMU members, %d talking: %.2f ms CPU per participant-second, %.2f us and %.2f bytes"
            + " allocated per packet, %d packets/s, tick late by %d us (median) %d us (99 %%)",
        members,
        talkers,
        cpu / 1e6 / seconds / members,
        cpu / 1e3 / packets,
        (double) bytes / packets,
        packets / seconds,
        late.getValueAtPercentile(50),
        late.getValueAtPercentile(99));
  }

  private static long packets(List<MediaSession> sessions) {
    long sum = 0;
    for (MediaSession session : sessions) {
      sum += session.quality().received().rtpPackets() + session.quality().sent().rtpPackets();
    }
    return sum;
  }

  private static AudioPlan plan(InetSocketAddress address) {
    return new AudioPlan(
        address,
        address,
        true,
        Map.of(0, PCMU),
        0,
        PCMU,
        OptionalInt.empty(),
        OptionalInt.empty(),
        20,
        MediaDirection.SENDRECV,
        new MediaSecurity.Plain());
  }

  static LegInfo leg(int number) {
    return new LegInfo(
        "leg-" + number,
        "call-" + number,
        "bench",
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
}
