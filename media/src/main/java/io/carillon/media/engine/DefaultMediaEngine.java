package io.carillon.media.engine;

import io.carillon.core.call.LegAudio;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegProtocol;
import io.carillon.core.call.MeetingAudio;
import io.carillon.media.codec.CodecRegistry;
import io.carillon.media.dtls.DtlsHandshakes;
import io.carillon.media.dtls.DtlsIdentity;
import io.carillon.media.loop.LoopGroup;
import io.carillon.media.loop.UdpNetwork;
import io.carillon.media.loop.UdpSocket;
import io.carillon.media.mix.MeetingMix;
import io.carillon.media.pack.FormatFacts;
import io.carillon.media.port.Lease;
import io.carillon.media.port.PortPool;
import io.carillon.media.prompt.EncodedSounds;
import io.carillon.media.prompt.PromptLibrary;
import io.carillon.media.session.MediaEngine;
import io.carillon.media.session.MediaSession;
import io.carillon.media.srtp.JdkCrypto;
import io.carillon.media.stream.TapFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The media plane: port pool, event loops, prompts, sessions and mixes. Thread-safe. */
public final class DefaultMediaEngine implements MediaEngine {
  private static final long ENCODED_PROMPTS_BYTES = 64L << 20;
  private static final int CNAME_BYTES = 12;

  /** Each takes some milliseconds of a core and some ten kilobytes. */
  private static final int HANDSHAKES_AT_ONCE = 256;

  private final EngineParts parts;
  private final LoopGroup loops;
  private final PortPool<UdpSocket> ports;
  private final Map<LegProtocol, PortPool<UdpSocket>> portsOfProtocols = new ConcurrentHashMap<>();
  private final UdpNetwork network;
  private final Set<DefaultMediaSession> sessions = ConcurrentHashMap.newKeySet();
  private final Set<MeetingMix> mixes = ConcurrentHashMap.newKeySet();

  /**
   * Starts the loops and reads the prompts.
   *
   * @param taps who streams the legs' audio; {@link TapFactory#NONE} for nobody
   * @param network the kind of sockets
   * @param nanoTime monotonic clock, {@code System::nanoTime}
   * @throws IOException when the prompts cannot be read or no selector is to be had
   */
  public DefaultMediaEngine(
      MediaSettings settings,
      CodecRegistry codecs,
      TapFactory taps,
      UdpNetwork network,
      SecureRandom random,
      Clock clock,
      LongSupplier nanoTime)
      throws IOException {
    JdkCrypto.warmUp();
    byte[] name = new byte[CNAME_BYTES];
    random.nextBytes(name); // RFC 7022 4.2: short-term, tells nothing about the host
    this.parts =
        new EngineParts(
            settings,
            codecs,
            new FormatFacts(codecs),
            PromptLibrary.read(settings.prompts()),
            new EncodedSounds(codecs, ENCODED_PROMPTS_BYTES),
            taps,
            new DtlsHandshakes(
                DtlsIdentity.generate(random, clock.instant()), random, HANDSHAKES_AT_ONCE),
            random,
            nanoTime,
            new WallClock(clock, nanoTime.getAsLong()),
            HexFormat.of().formatHex(name));
    this.network = network;
    this.ports = pool(settings.portMin(), settings.portMax());
    this.loops = new LoopGroup(settings.loops(), network, settings.pollGapMicros(), nanoTime);
  }

  private PortPool<UdpSocket> pool(int lowest, int highest) {
    return new PortPool<>(
        lowest, highest, parts.settings().portRest(), parts.nanoTime(), network::bind);
  }

  /** Legs of a protocol get a range of their own. Before the first of them. */
  public void portsOf(LegProtocol protocol, int lowest, int highest) {
    portsOfProtocols.put(protocol, pool(lowest, highest));
  }

  @Override
  public MediaSession open(LegInfo leg, InetAddress local) throws NoPortsException {
    return open(leg, local, parts);
  }

  @Override
  public MediaSession open(LegInfo leg, InetAddress local, TapFactory taps)
      throws NoPortsException {
    return open(leg, local, parts.withTaps(taps));
  }

  private MediaSession open(LegInfo leg, InetAddress local, EngineParts parts)
      throws NoPortsException {
    MediaSettings settings = parts.settings();
    Lease<UdpSocket> lease =
        portsOfProtocols
            .getOrDefault(leg.protocol(), ports)
            .open(settings.bind() == null ? local : settings.bind());
    InetAddress advertised = settings.advertised() == null ? local : settings.advertised();
    DefaultMediaSession session =
        new DefaultMediaSession(
            leg, parts, lease, advertised, loops.leastLoaded(), sessions::remove);
    sessions.add(session);
    return session;
  }

  @Override
  public MeetingAudio open(String meetingId) {
    MeetingMix mix =
        new MeetingMix(
            meetingId,
            loops.leastLoaded(),
            parts.facts(),
            parts.prompts(),
            parts.settings().meetingCapacity(),
            mixes::remove);
    mixes.add(mix);
    return mix;
  }

  @Override
  public Bridge bridge(LegAudio one, LegAudio other, UndeliveredKeys keys) {
    if (!(one instanceof DefaultMediaSession first)
        || !(other instanceof DefaultMediaSession second)
        || first == second) {
      throw new IllegalArgumentException("no two sessions of this media plane");
    }
    SessionBridge bridge = new SessionBridge(first, second, keys);
    bridge.open();
    return bridge;
  }

  /** The event loops, for metrics. */
  public LoopGroup loops() {
    return loops;
  }

  /** DTLS handshakes, for metrics. */
  public DtlsHandshakes handshakes() {
    return parts.handshakes();
  }

  /** Port pairs in use, at rest and free. */
  public PortPool.Counts ports() {
    return ports.counts();
  }

  /** Sessions that have not been closed. */
  public int sessions() {
    return sessions.size();
  }

  /** Mixes that have not been closed. */
  public int mixes() {
    return mixes.size();
  }

  @Override
  public void close() {
    mixes.forEach(MeetingMix::close);
    sessions.forEach(DefaultMediaSession::close);
    loops.close();
    parts.encodedSounds().close();
  }
}
