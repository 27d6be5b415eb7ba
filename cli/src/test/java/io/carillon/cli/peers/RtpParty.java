package io.carillon.cli.peers;

import io.carillon.media.codec.AudioDecoder;
import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.Codecs;
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
 * packets come from, and keeps what it hears.
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
    int payload = RtpHeader.payloadOffset(bytes, 0, packet.getLength());
    if (payload < 0 || RtpHeader.payloadType(bytes, 0) != 0) {
      return; // RTCP, telephone-events
    }
    farEnd = (InetSocketAddress) packet.getSocketAddress();
    int length = packet.getLength() - payload;
    if (heardSamples + length <= heard.length) {
      int samples = decoder.decode(bytes, payload, length, heard, heardSamples);
      heardSamples += Math.max(0, samples);
    }
  }

  private void speak() {
    byte[] packet = new byte[12 + SAMPLES];
    int sequence = 1000;
    long next = System.nanoTime();
    try {
      while (!closed) {
        InetSocketAddress to = farEnd;
        if (to != null) {
          RtpHeader.write(packet, 0, 0, false, sequence, sequence * SAMPLES, 0x5157 + port());
          int at = sequence * SAMPLES % hum.length;
          System.arraycopy(hum, at, packet, 12, SAMPLES);
          socket.send(new DatagramPacket(packet, packet.length, to));
          sequence++;
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
