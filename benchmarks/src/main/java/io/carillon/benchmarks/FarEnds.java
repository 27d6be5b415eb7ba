package io.carillon.benchmarks;

import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.Codecs;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.PayloadFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;

/** The telephones of a load run: one thread sends a PCMU packet of each every 20 ms. */
final class FarEnds implements AutoCloseable {
  private static final int SAMPLES = 160;
  private static final long TICK_NANOS = 20_000_000;

  private final DatagramChannel[] channels;
  private final InetSocketAddress[] targets;
  private final byte[][] payloads;
  private final Thread thread = Thread.ofPlatform().name("far-ends").unstarted(this::run);
  private volatile boolean closed;

  FarEnds(int count, int talkers) throws IOException {
    channels = new DatagramChannel[count];
    targets = new InetSocketAddress[count];
    payloads = new byte[count][];
    for (int i = 0; i < count; i++) {
      channels[i] = DatagramChannel.open();
      channels[i].bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channels[i].configureBlocking(false);
      payloads[i] = payload(i < talkers ? 6000 : 0, 300 + 50 * i);
    }
  }

  private static byte[] payload(int amplitude, double hertz) {
    try (AudioEncoder encoder = new Codecs().encoder(new PayloadFormat("PCMU", 8000, 1, ""), 20)) {
      short[] pcm = new short[SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        pcm[i] = (short) (amplitude * Math.sin(2 * Math.PI * hertz * i / 8000));
      }
      byte[] out = new byte[AudioEncoder.MAX_PAYLOAD_BYTES];
      int length = encoder.encode(pcm, 0, SAMPLES, out, 0);
      return java.util.Arrays.copyOf(out, length);
    }
  }

  InetSocketAddress address(int i) throws IOException {
    return (InetSocketAddress) channels[i].getLocalAddress();
  }

  void call(int i, InetSocketAddress target) {
    targets[i] = target;
  }

  void start() {
    thread.start();
  }

  private void run() {
    byte[] packet = new byte[RtpHeader.FIXED_BYTES + SAMPLES];
    ByteBuffer out = ByteBuffer.allocateDirect(packet.length);
    ByteBuffer in = ByteBuffer.allocateDirect(2000);
    long next = System.nanoTime();
    try {
      for (int sequence = 0; !closed; sequence++) {
        for (int i = 0; i < channels.length; i++) {
          // Spread over the tick, as real far ends are.
          LockSupport.parkNanos(next + i * TICK_NANOS / channels.length - System.nanoTime());
          RtpHeader.write(packet, 0, 0, false, sequence & 0xFFFF, sequence * SAMPLES, i + 1);
          System.arraycopy(payloads[i], 0, packet, RtpHeader.FIXED_BYTES, SAMPLES);
          out.clear().put(packet).flip();
          channels[i].send(out, targets[i]);
          do {
            in.clear();
          } while (channels[i].receive(in) != null);
        }
        next += TICK_NANOS;
      }
    } catch (IOException e) {
      if (!closed) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (DatagramChannel channel : channels) {
      channel.close();
    }
  }
}
