package io.carillon.benchmarks.relay;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegProtocol;
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
import io.carillon.media.session.SrtpSuite;
import io.carillon.media.stream.TapFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The process of {@link CarillonRelay}: the media plane as a server has it, on a range of ports
 * (two arguments). It reads requests from its input, one a line, and answers each on its output:
 *
 * <pre>
 * call PORT KEY PORT -> done PORT KEY PORT    KEY in hex, or - for plain RTP
 * bye                -> done                  ends all calls
 * </pre>
 */
public final class RelayHouse {
  static final String DONE = "done";
  static final String PLAIN = "-";
  static final SrtpSuite SUITE = SrtpSuite.AES_CM_128_HMAC_SHA1_80;

  private static final HexFormat HEX = HexFormat.of();

  private final SecureRandom random = new SecureRandom();
  private final DefaultMediaEngine engine;
  private final List<MediaSession> sessions = new ArrayList<>();

  private RelayHouse(DefaultMediaEngine engine) {
    this.engine = engine;
  }

  public static void main(String[] args) throws IOException, NoPortsException {
    try (DefaultMediaEngine engine =
            new DefaultMediaEngine(
                MediaSettings.defaults()
                    .on(
                        InetAddress.getLoopbackAddress(),
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[1])),
                new Codecs(),
                TapFactory.NONE,
                new NioUdpNetwork(System::nanoTime),
                new SecureRandom(),
                Clock.systemUTC(),
                System::nanoTime);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      RelayHouse house = new RelayHouse(engine);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(DONE + house.answer(line.split(" ")));
      }
    }
  }

  private String answer(String[] request) throws NoPortsException {
    return switch (request[0]) {
      case "call" -> call(Integer.parseInt(request[1]), request[2], Integer.parseInt(request[3]));
      case "bye" -> {
        sessions.forEach(MediaSession::close);
        sessions.clear();
        yield "";
      }
      default -> "";
    };
  }

  private String call(int onePort, String key, int otherPort) throws NoPortsException {
    MediaSession one = open();
    MediaSession other = open();
    byte[] ours = new byte[SUITE.keyAndSaltBytes()];
    random.nextBytes(ours);
    boolean plain = key.equals(PLAIN);
    MediaSecurity security =
        plain ? new MediaSecurity.Plain() : new MediaSecurity.Sdes(SUITE, ours, HEX.parseHex(key));
    one.apply(plan(onePort, security)).toCompletableFuture().join();
    other.apply(plan(otherPort, new MediaSecurity.Plain())).toCompletableFuture().join();
    engine.bridge(one, other, (to, digit) -> {}).bridged().toCompletableFuture().join();
    return " "
        + one.advertisedRtp().getPort()
        + " "
        + (plain ? PLAIN : HEX.formatHex(ours))
        + " "
        + other.advertisedRtp().getPort();
  }

  private MediaSession open() throws NoPortsException {
    String id = "leg-" + sessions.size();
    LegInfo leg =
        new LegInfo(
            id,
            "call-" + id,
            "bench",
            LegProtocol.SIP,
            CallDirection.INBOUND,
            "",
            "",
            "bench.invalid",
            "local",
            "127.0.0.1",
            "bench",
            Instant.EPOCH);
    MediaSession session = engine.open(leg, InetAddress.getLoopbackAddress());
    sessions.add(session);
    return session;
  }

  private static AudioPlan plan(int port, MediaSecurity security) {
    PayloadFormat pcmu = new PayloadFormat("PCMU", 8000, 1, "");
    PayloadFormat event = new PayloadFormat("telephone-event", 8000, 1, "0-15");
    InetAddress host = InetAddress.getLoopbackAddress();
    return new AudioPlan(
        new InetSocketAddress(host, port),
        new InetSocketAddress(host, port),
        true,
        Map.of(0, pcmu, 101, event),
        0,
        pcmu,
        OptionalInt.of(101),
        OptionalInt.empty(),
        20,
        MediaDirection.SENDRECV,
        security);
  }
}
