package io.carillon.benchmarks;

import io.carillon.core.call.MeetingAudio;
import io.carillon.media.engine.DefaultMediaEngine;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaEngine.NoPortsException;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * What a leg weighs that listens in a meeting: heap and direct memory, with every codec agreed on
 * for receiving and packets coming in.
 */
final class LegMemory {
  private static final PayloadFormat PCMU = new PayloadFormat("PCMU", 8000, 1, "");
  private static final PayloadFormat OPUS = new PayloadFormat("opus", 48000, 2, "");

  private final int legs;

  LegMemory(int legs) {
    this.legs = legs;
  }

  /** Measures it for legs that hear PCMU and for legs that hear Opus. */
  String run() throws IOException, NoPortsException, InterruptedException {
    return String.format(
        Locale.ROOT,
        "%d listening legs: %d KB each with PCMU, %d KB each with Opus (heap and direct)",
        legs,
        weigh(PCMU, 0) / 1024,
        weigh(OPUS, 96) / 1024);
  }

  private long weigh(PayloadFormat format, int payloadType)
      throws IOException, NoPortsException, InterruptedException {
    try (DefaultMediaEngine engine = MeetingCost.engine();
        FarEnds farEnds = new FarEnds(legs, 0)) {
      MeetingAudio meeting = engine.open("0123456789");
      long before = used();
      List<MediaSession> sessions = new ArrayList<>();
      for (int i = 0; i < legs; i++) {
        MediaSession session = engine.open(MeetingCost.leg(i), InetAddress.getLoopbackAddress());
        session.apply(plan(farEnds, i, format, payloadType)).toCompletableFuture().join();
        session.join(meeting).toCompletableFuture().join();
        farEnds.call(i, session.advertisedRtp());
        sessions.add(session);
      }
      farEnds.start();
      TimeUnit.SECONDS.sleep(3); // three seconds of packets, so that every buffer has been made
      return (used() - before) / sessions.size();
    }
  }

  private static AudioPlan plan(FarEnds farEnds, int i, PayloadFormat format, int payloadType)
      throws IOException {
    return new AudioPlan(
        farEnds.address(i),
        farEnds.address(i),
        true,
        Map.of(
            0,
            PCMU,
            8,
            new PayloadFormat("PCMA", 8000, 1, ""),
            9,
            new PayloadFormat("G722", 8000, 1, ""),
            96,
            OPUS,
            101,
            new PayloadFormat("telephone-event", 8000, 1, "0-15")),
        payloadType,
        format,
        OptionalInt.of(101),
        OptionalInt.empty(),
        20,
        MediaDirection.SENDRECV,
        new MediaSecurity.Plain());
  }

  private static long used() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(100); // cleaners of direct buffers run behind the collector
    }
    long direct = 0;
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      direct += pool.getMemoryUsed();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + direct;
  }
}
