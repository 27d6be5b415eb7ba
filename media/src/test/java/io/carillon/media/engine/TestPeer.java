package io.carillon.media.engine;

import io.carillon.media.codec.AudioDecoder;
import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.CodecRegistry;
import io.carillon.media.rtcp.ReportBlock;
import io.carillon.media.rtcp.RtcpReader;
import io.carillon.media.rtcp.RtcpWriter;
import io.carillon.media.rtp.PacketKind;
import io.carillon.media.rtp.ReceiveStatistics;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.IcePlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.session.SrtpSuite;
import io.carillon.media.srtp.SrtpTransform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A telephone of the tests: a real UDP socket that sends a tone in one codec, with or without SDES,
 * and keeps what it hears.
 */
final class TestPeer implements AutoCloseable {
  static final PayloadFormat PCMU = new PayloadFormat("PCMU", 8000, 1, "");
  static final PayloadFormat PCMA = new PayloadFormat("PCMA", 8000, 1, "");
  static final PayloadFormat G722 = new PayloadFormat("G722", 8000, 1, "");
  static final PayloadFormat OPUS = new PayloadFormat("opus", 48000, 2, "useinbandfec=1");
  static final PayloadFormat EVENT = new PayloadFormat("telephone-event", 8000, 1, "0-15");
  static final int EVENT_TYPE = 101;

  private static final int TWO_SECONDS_AT_48K = 96000;

  final DatagramSocket socket;
  final AtomicInteger received = new AtomicInteger();
  final AtomicInteger rtcpReceived = new AtomicInteger();
  final AtomicInteger byes = new AtomicInteger();
  final AtomicInteger lastPayloadType = new AtomicInteger(-1);
  final AtomicLong firstAt = new AtomicLong();
  volatile boolean sending = true;
  volatile double hertz;

  /** The level talkers are brought to, -26 dBov, so that nothing is turned up or down. */
  volatile int amplitude = 2300;

  volatile int payloadType;
  volatile Consumer<byte[]> onPacket = packet -> {};

  /** Takes RTP packets after decryption. */
  volatile Consumer<byte[]> onRtp = packet -> {};

  private final PayloadFormat format;
  private final AudioEncoder encoder;
  private final AudioDecoder decoder;
  private final short[] heard = new short[TWO_SECONDS_AT_48K];
  private final Random random = new Random(7);
  private final int ssrc = random.nextInt();
  private final ReceiveStatistics statistics = new ReceiveStatistics(8000, 1);
  private final Thread thread;
  private volatile InetSocketAddress target;
  private volatile SrtpTransform srtp;
  private MediaSecurity security = new MediaSecurity.Plain();
  private volatile Consumer<byte[]> onDtls = datagram -> {};
  private Optional<IcePlan> ice = Optional.empty();
  private int sequence = random.nextInt(1 << 15);
  private int timestamp = random.nextInt();
  private long phase;
  private long heardSamples;
  private volatile boolean closed;
  private int lastSenderReport;
  private long lastSenderReportAt;

  TestPeer(CodecRegistry codecs, PayloadFormat format, int payloadType, double hertz) {
    this(codecs, format, payloadType, hertz, InetAddress.getLoopbackAddress());
  }

  TestPeer(
      CodecRegistry codecs,
      PayloadFormat format,
      int payloadType,
      double hertz,
      InetAddress local) {
    this.format = format;
    this.payloadType = payloadType;
    this.hertz = hertz;
    this.encoder = codecs.encoder(format, 20);
    this.decoder = codecs.decoder(format);
    try {
      this.socket = new DatagramSocket(0, local);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    this.thread =
        Thread.ofPlatform().daemon().name("peer-" + format.encodingName()).unstarted(this::run);
  }

  /** Agrees on SDES keys, as an offer/answer would have. */
  TestPeer secured(SrtpSuite suite) {
    byte[] ours = new byte[suite.keyAndSaltBytes()];
    byte[] theirs = new byte[suite.keyAndSaltBytes()];
    random.nextBytes(ours);
    random.nextBytes(theirs);
    security = new MediaSecurity.Sdes(suite, theirs, ours);
    SrtpTransform fresh =
        SrtpTransform.of(new MediaSecurity.Sdes(suite, ours, theirs), System::nanoTime);
    srtp = fresh;
    return this;
  }

  /** Says in its plans how it is secured, and what becomes of datagrams of DTLS. */
  TestPeer secured(MediaSecurity agreed, Consumer<byte[]> dtls) {
    security = agreed;
    onDtls = dtls;
    return this;
  }

  /** Agrees on ICE. */
  TestPeer checking(IcePlan plan) {
    ice = Optional.of(plan);
    return this;
  }

  /** Has keys from now on. */
  void keys(SrtpTransform transform) {
    srtp = transform;
  }

  /** The plan the server would have worked out. */
  AudioPlan plan() {
    return plan(MediaDirection.SENDRECV, 20);
  }

  AudioPlan plan(MediaDirection direction, int packetMillis) {
    InetSocketAddress address = address();
    return new AudioPlan(
        address,
        address,
        true,
        Map.of(payloadType, format, EVENT_TYPE, EVENT),
        payloadType,
        format,
        OptionalInt.of(EVENT_TYPE),
        OptionalInt.empty(),
        packetMillis,
        direction,
        security,
        ice);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Begins to send to and hear a session. */
  TestPeer call(MediaSession session) {
    target = session.advertisedRtp();
    session.apply(plan()).toCompletableFuture().join();
    thread.start();
    return this;
  }

  /** Begins to send to an address that knows nothing of it. */
  void dial(InetSocketAddress address) {
    target = address;
    thread.start();
  }

  /** Leaves out packets. */
  synchronized void lose(int count) {
    sequence += count;
  }

  private void run() {
    long next = System.nanoTime();
    DatagramPacket packet = new DatagramPacket(new byte[2000], 1900);
    try {
      while (!closed) {
        long wait = next - System.nanoTime();
        if (wait <= 0) {
          if (sending) {
            sendTone();
          }
          next += 20_000_000;
          continue;
        }
        socket.setSoTimeout((int) (wait / 1_000_000) + 1);
        packet.setLength(1900);
        try {
          socket.receive(packet);
        } catch (SocketTimeoutException e) {
          continue;
        }
        received(packet.getData(), packet.getLength());
      }
    } catch (IOException e) {
      if (!closed) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void sendTone() throws IOException {
    int samples = encoder.sampleRate() / 50;
    short[] pcm = new short[samples];
    for (int i = 0; i < samples; i++) {
      double t = (double) phase++ / encoder.sampleRate();
      pcm[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * t));
    }
    byte[] payload = new byte[AudioEncoder.MAX_PAYLOAD_BYTES];
    int length = encoder.encode(pcm, 0, samples, payload, 0);
    send(payloadType, false, timestamp, Arrays.copyOf(payload, length));
    timestamp += encoder.rtpTicks(samples);
  }

  /** Sends any packet within the stream. */
  synchronized void send(int type, boolean marker, int at, byte[] payload) throws IOException {
    byte[] packet = new byte[1500];
    RtpHeader.write(packet, 0, type, marker, sequence++, at, ssrc);
    System.arraycopy(payload, 0, packet, 12, payload.length);
    int length = 12 + payload.length;
    SrtpTransform keys = srtp;
    if (keys != null) {
      length = keys.protectRtp(packet, 0, length);
    }
    raw(Arrays.copyOf(packet, length));
  }

  void raw(byte[] packet) throws IOException {
    socket.send(new DatagramPacket(packet, packet.length, target));
  }

  int timestamp() {
    return timestamp;
  }

  private synchronized void received(byte[] buf, int length) throws IOException {
    onPacket.accept(Arrays.copyOf(buf, length));
    SrtpTransform keys = srtp;
    if (PacketKind.of(buf, 0, length) == PacketKind.DTLS) {
      onDtls.accept(Arrays.copyOf(buf, length));
      return;
    }
    if (PacketKind.of(buf, 0, length) == PacketKind.RTCP) {
      int plain = keys == null ? length : keys.unprotectRtcp(buf, 0, length);
      if (plain > 0) {
        rtcp(buf, plain);
      }
      return;
    }
    int plain = keys == null ? length : keys.unprotectRtp(buf, 0, length);
    int offset = plain < 0 ? -1 : RtpHeader.payloadOffset(buf, 0, plain);
    if (offset < 0) {
      return;
    }
    onRtp.accept(Arrays.copyOf(buf, plain));
    firstAt.compareAndSet(0, System.nanoTime());
    lastPayloadType.set(RtpHeader.payloadType(buf, 0));
    statistics.received(
        RtpHeader.ssrc(buf, 0),
        RtpHeader.sequence(buf, 0),
        RtpHeader.timestamp(buf, 0),
        plain,
        System.nanoTime());
    received.incrementAndGet();
    if (RtpHeader.payloadType(buf, 0) == payloadType) {
      short[] pcm = new short[48000 / 1000 * AudioDecoder.MAX_PACKET_MILLIS];
      int samples = decoder.decode(buf, offset, plain - offset, pcm, 0);
      keep(pcm, samples);
    }
  }

  private void keep(short[] pcm, int samples) {
    for (int i = 0; i < samples; i++) {
      heard[(int) (heardSamples++ % heard.length)] = pcm[i];
    }
  }

  private void rtcp(byte[] buf, int length) throws IOException {
    rtcpReceived.incrementAndGet();
    new RtcpReader()
        .read(
            buf,
            0,
            length,
            new io.carillon.media.rtcp.RtcpHandler() {
              @Override
              public void senderReport(int from, long ntp, int rtp, long packets, long octets) {
                lastSenderReport = io.carillon.media.rtcp.NtpTime.middle(ntp);
                lastSenderReportAt = System.nanoTime();
              }

              @Override
              public void bye(int from, byte[] bytes, int off, int len) {
                byes.incrementAndGet();
              }
            });
  }

  /** Sends a receiver report about what was heard, a given time after the sender report. */
  synchronized void report() throws IOException {
    byte[] packet = new byte[1000];
    long delay =
        lastSenderReport == 0
            ? 0
            : io.carillon.media.rtcp.NtpTime.shortSpan(System.nanoTime() - lastSenderReportAt);
    int length =
        new RtcpWriter(ssrc, "peer")
            .receiverReport(packet, 0, new ReportBlock().fill(statistics, lastSenderReport, delay));
    SrtpTransform keys = srtp;
    raw(Arrays.copyOf(packet, keys == null ? length : keys.protectRtcp(packet, 0, length)));
  }

  /** Level in dB of full scale of one frequency in the last half second heard. */
  synchronized double level(double frequency) {
    int rate = decoder.sampleRate();
    int count = rate / 2;
    if (heardSamples < count) {
      return Double.NEGATIVE_INFINITY;
    }
    double re = 0;
    double im = 0;
    for (int i = 0; i < count; i++) {
      double w = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / count);
      double s = heard[(int) ((heardSamples - count + i) % heard.length)] * w;
      re += s * Math.cos(2 * Math.PI * frequency * i / rate);
      im += s * Math.sin(2 * Math.PI * frequency * i / rate);
    }
    return 20 * Math.log10(Math.max(1e-9, 4 * Math.hypot(re, im) / count / 32768));
  }

  /** Level in dB of full scale of everything in the last half second heard. */
  synchronized double loudness() {
    int count = decoder.sampleRate() / 2;
    if (heardSamples < count) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double s = heard[(int) ((heardSamples - count + i) % heard.length)];
      sum += s * s;
    }
    return 10 * Math.log10(Math.max(1e-9, sum / count / 32768 / 32768));
  }

  /** What is heard beside one tone, in dB against it. */
  synchronized double distortion(double frequency) {
    int rate = decoder.sampleRate();
    int count = rate / 2; // whole periods of frequencies that are even
    if (heardSamples < count) {
      return Double.POSITIVE_INFINITY;
    }
    double re = 0;
    double im = 0;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double s = heard[(int) ((heardSamples - count + i) % heard.length)];
      re += s * Math.cos(2 * Math.PI * frequency * i / rate);
      im += s * Math.sin(2 * Math.PI * frequency * i / rate);
      sum += s * s;
    }
    double tone = 2 * (re * re + im * im) / count;
    return 10 * Math.log10(Math.max(1e-9, (sum - tone) / Math.max(1e-9, tone)));
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
    try {
      thread.join(1000); // it may still be encoding
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    encoder.close();
    decoder.close();
  }
}
