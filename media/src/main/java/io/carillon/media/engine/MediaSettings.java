package io.carillon.media.engine;

import io.carillon.media.jitter.JitterSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How the media plane is set up.
 *
 * @param advertised the address SDP tells far ends to send to ({@code media.address}); null = the
 *     local address of each call
 * @param bind the address ports are bound on; null = the local address of each call
 * @param portMin lowest port of the range, 1024-65534
 * @param portMax highest port of the range
 * @param portRest how long a pair rests after a call
 * @param loops event loops, 1-64; one per core is right
 * @param pollGapMicros see {@link io.carillon.media.loop.MediaLoop}, 0-5000
 * @param prompts folder of the prompts; null = none
 * @param jitter bounds of the jitter buffers' delay
 * @param timeout a leg whose far end sends nothing for so long is reported; zero = never
 * @param meetingCapacity most legs of a meeting
 */
public record MediaSettings(
    InetAddress advertised,
    InetAddress bind,
    int portMin,
    int portMax,
    Duration portRest,
    int loops,
    int pollGapMicros,
    Path prompts,
    JitterSettings jitter,
    Duration timeout,
    int meetingCapacity) {

  /** What the service promises. */
  public static final int MEETING_CAPACITY = 250;

  public MediaSettings {
    Objects.requireNonNull(portRest, "portRest");
    Objects.requireNonNull(jitter, "jitter");
    Objects.requireNonNull(timeout, "timeout");
    if (meetingCapacity < 1) {
      throw new IllegalArgumentException("meetingCapacity " + meetingCapacity + ": at least 1");
    }
  }

  /** Ports 10000-60000, a loop per core, a timeout of a minute, no prompts. */
  public static MediaSettings defaults() {
    return new MediaSettings(
        null,
        null,
        10000,
        60000,
        Duration.ofSeconds(30),
        Runtime.getRuntime().availableProcessors(),
        5000,
        null,
        JitterSettings.DEFAULT,
        Duration.ofMinutes(1),
        MEETING_CAPACITY);
  }

  /** The same with another address and port range. */
  public MediaSettings on(InetAddress address, int lowest, int highest) {
    return new MediaSettings(
        address,
        bind,
        lowest,
        highest,
        portRest,
        loops,
        pollGapMicros,
        prompts,
        jitter,
        timeout,
        meetingCapacity);
  }

  /** The same with another number of loops. */
  public MediaSettings withLoops(int count) {
    return new MediaSettings(
        advertised,
        bind,
        portMin,
        portMax,
        portRest,
        count,
        pollGapMicros,
        prompts,
        jitter,
        timeout,
        meetingCapacity);
  }

  /** The same with a prompt folder. */
  public MediaSettings withPrompts(Path folder) {
    return new MediaSettings(
        advertised,
        bind,
        portMin,
        portMax,
        portRest,
        loops,
        pollGapMicros,
        folder,
        jitter,
        timeout,
        meetingCapacity);
  }

  /** The same with another timeout. */
  public MediaSettings withTimeout(Duration silence) {
    return new MediaSettings(
        advertised,
        bind,
        portMin,
        portMax,
        portRest,
        loops,
        pollGapMicros,
        prompts,
        jitter,
        silence,
        meetingCapacity);
  }
}
