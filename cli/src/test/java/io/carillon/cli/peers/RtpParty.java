package io.carillon.cli.peers;

import io.carillon.media.codec.AudioDecoder;
import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.Codecs;
import io.carillon.media.rtcp.NtpTime;
import io.carillon.media.rtcp.ReportBlock;
import io.carillon.media.rtcp.RtcpHandler;
import io.carillon.media.rtcp.RtcpReader;
import io.carillon.media.rtcp.RtcpWriter;
import io.carillon.media.rtp.PacketKind;
import io.carillon.media.rtp.ReceiveStatistics;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.PayloadFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * The sound of a party whose signalling somebody else does: hums a tone as PCMU towards wherever
 * packets come from, keeps what it hears, and reports on it by RTCP once a second, on the same
 * port.
 */
public final class RtpParty implements AutoCloseable {
  private static final int SAMPLES = 160;
  private static final int MOST_SAMPLES = 8000 * 120;
  private static final long PACKET_NANOS = 20_000_000;

  private final DatagramSocket socket;
  private final byte[] hum;
  private final Thread mouth;
  private final Thread ear;
  private final short[] heard = new short[MOST_SAMPLES];
  private volatile int heardSamples;
  private volatile InetSocketAddress farEnd;
  private volatile boolean closed;

  // What reports are made of, guarded by it.
  private final ReceiveStatistics statistics = new ReceiveStatistics(8000, 1);
  private int lastSenderReport;
  private long lastSenderReportNanos;

  private RtpParty(DatagramSocket socket, byte[] hum) {
    this.socket = socket;
    this.hum = hum;
    this.mouth = Thread.ofPlatform().daemon().unstarted(this::speak);
    this.ear = Thread.ofPlatform().daemon().unstarted(this::listen);
  }

  /**
   * Begins to listen.
   *
   * @param address numeric, its own
   * @param hertz of what it hums, at -20 dB
   */
  public static RtpParty start(String address, int hertz) {
    WaveFile tone = WaveFile.tone(8000, hertz, -20, Duration.ofSeconds(1));
    byte[] bytes = new byte[tone.samples().length];
    try (AudioEncoder encoder = new Codecs().encoder(pcmu(), 20)) {
      for (int at = 0; at < bytes.length; at += SAMPLES) {
        encoder.encode(tone.samples(), at, SAMPLES, bytes, at);
      }
    }
    try {
      int port = FreePorts.next(2);
      DatagramSocket socket = new DatagramSocket(port, InetAddress.getByName(address));
      socket.setSoTimeout(50);
      RtpParty party = new RtpParty(socket, bytes);
      party.ear.start();
      party.mouth.start();
      return party;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PayloadFormat pcmu() {
    return new PayloadFormat("PCMU", 8000, 1, "");
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** What it heard last, of such a length; silence where nothing came yet. */
  public WaveFile heardLast(Duration length) {
    int samples = Math.toIntExact(length.toMillis() * 8);
    int end = heardSamples;
    int from = Math.max(0, end - samples);
    short[] last = Arrays.copyOfRange(heard, from, Math.max(end, from + samples));
    return new WaveFile(8000, last);
  }

  /** Packets that came so far. */
  public int packets() {
    return heardSamples / SAMPLES;
  }

  private void listen() {
    byte[] buffer = new byte[2048];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    try (AudioDecoder decoder = new Codecs().decoder(pcmu())) {
      while (!closed) {
        try {
          packet.setLength(buffer.length);
          socket.receive(packet);
          hear(decoder, packet);
        } catch (SocketTimeoutException quiet) {
          continue;
        }
      }
    } catch (IOException e) {
      if (!closed) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void hear(AudioDecoder decoder, DatagramPacket packet) {
    byte[] bytes = packet.getData();
    long now = System.nanoTime();
    if (PacketKind.of(bytes, 0, packet.getLength()) == PacketKind.RTCP) {
      reported(bytes, packet.getLength(), now);
      return;
    }
    int payload = RtpHeader.payloadOffset(bytes, 0, packet.getLength());
    if (payload < 0) {
      return;
    }
    synchronized (statistics) {
      statistics.received(
          RtpHeader.ssrc(bytes, 0),
          RtpHeader.sequence(bytes, 0),
          RtpHeader.timestamp(bytes, 0),
          packet.getLength(),
          now);
    }
    if (RtpHeader.payloadType(bytes, 0) != 0) {
      return; // telephone-events
    }
    farEnd = (InetSocketAddress) packet.getSocketAddress();
    int length = packet.getLength() - payload;
    if (heardSamples + length <= heard.length) {
      int samples = decoder.decode(bytes, payload, length, heard, heardSamples);
      heardSamples += Math.max(0, samples);
    }
  }

  private void reported(byte[] bytes, int length, long now) {
    new RtcpReader()
        .read(
            bytes,
            0,
            length,
            new RtcpHandler() {
              @Override
              public void senderReport(int from, long ntp, int rtp, long packets, long octets) {
                synchronized (statistics) {
                  lastSenderReport = NtpTime.middle(ntp);
                  lastSenderReportNanos = now;
                }
              }
            });
  }

  private void report(RtcpWriter writer, InetSocketAddress to) throws IOException {
    byte[] bytes = new byte[RtcpWriter.MAX_BYTES];
    ReportBlock block;
    synchronized (statistics) {
      long delay =
          lastSenderReport == 0 ? 0 : NtpTime.shortSpan(System.nanoTime() - lastSenderReportNanos);
      block = new ReportBlock().fill(statistics, lastSenderReport, delay);
    }
    int length = writer.receiverReport(bytes, 0, block);
    socket.send(new DatagramPacket(bytes, length, to));
  }

  private void speak() {
    byte[] packet = new byte[12 + SAMPLES];
    int sequence = 1000;
    int ssrc = 0x5157 + port();
    RtcpWriter writer = new RtcpWriter(ssrc, "party");
    long next = System.nanoTime();
    try {
      while (!closed) {
        InetSocketAddress to = farEnd;
        if (to != null) {
          RtpHeader.write(packet, 0, 0, false, sequence, sequence * SAMPLES, ssrc);
          int at = sequence * SAMPLES % hum.length;
          System.arraycopy(hum, at, packet, 12, SAMPLES);
          socket.send(new DatagramPacket(packet, packet.length, to));
          sequence++;
          if (sequence % 50 == 0) {
            report(writer, to);
          }
        }
        next += PACKET_NANOS;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (IOException e) {
      if (!closed) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
    try {
      mouth.join();
      ear.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
