package io.carillon.media.testkit;

import io.carillon.media.rtp.PacketKind;
import io.carillon.media.rtp.ReceiveStatistics;
import io.carillon.media.rtp.RtpHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bad line between two ends that send each other datagrams: each sends to its own side of it.
 *
 * <pre>
 * near end  --  near side | far side  --  far end
 * </pre>
 *
 * <p>A side has as many neighbouring ports as asked for, the first even, so that RTP and RTCP pass
 * each at its own. An end whose address was not told is where its packets come from. Packets may
 * overtake each other when the spread is greater than the time between them.
 */
public final class LossyForwarder implements AutoCloseable {
  private static final int MAX_DATAGRAM = 2048;
  private static final int CLOCK_HZ = 8000;
  private static final int TRIES = 1000;

  private final Side near;
  private final Side far;
  private final DelayQueue<Passing> passing = new DelayQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /** A datagram on its way. */
  private record Passing(Side to, int channel, DatagramPacket packet, long dueNanos)
      implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(dueNanos - ((Passing) other).dueNanos(), 0);
    }
  }

  /** One side: its sockets, the end that it talks to, and what becomes of what that sends. */
  private static final class Side {
    final DatagramSocket[] sockets;
    final Impairment impairment;
    final InetSocketAddress[] ends;
    final AtomicLong came = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final ReceiveStatistics delivered = new ReceiveStatistics(CLOCK_HZ, 1);
    volatile double jitterMicros;

    Side(DatagramSocket[] sockets, Impairment impairment) {
      this.sockets = sockets;
      this.impairment = impairment;
      this.ends = new InetSocketAddress[sockets.length];
    }

    synchronized void end(int channel, InetSocketAddress address, boolean told) {
      if (told || ends[channel] == null) {
        ends[channel] = address;
      }
    }

    synchronized InetSocketAddress end(int channel) {
      return ends[channel];
    }

    void delivered(DatagramPacket packet) {
      byte[] bytes = packet.getData();
      int length = packet.getLength();
      if (PacketKind.of(bytes, 0, length) == PacketKind.RTP) {
        delivered.received(
            RtpHeader.ssrc(bytes, 0),
            RtpHeader.sequence(bytes, 0),
            RtpHeader.timestamp(bytes, 0),
            length,
            System.nanoTime());
        long samples = delivered.jitter().samples();
        jitterMicros = samples == 0 ? 0 : (double) delivered.jitter().sumMicros() / samples;
      }
    }

    InetSocketAddress address() {
      return (InetSocketAddress) sockets[0].getLocalSocketAddress();
    }
  }

  /**
   * Begins to forward.
   *
   * @param channels neighbouring ports: 1, or 2 for RTP and RTCP
   * @param fromNear what becomes of packets from the near end
   * @param fromFar of those from the far end
   * @param seed the same one loses the same packets
   */
  public LossyForwarder(
      InetAddress bind, int channels, Impairment fromNear, Impairment fromFar, long seed) {
    near = new Side(bind(bind, channels), fromNear);
    far = new Side(bind(bind, channels), fromFar);
    for (int channel = 0; channel < channels; channel++) {
      run("near", near, far, channel, seed + 2L * channel);
      run("far", far, near, channel, seed + 2L * channel + 1);
    }
    Thread deliver = Thread.ofPlatform().daemon().name("line-deliver").start(this::deliver);
    threads.add(deliver);
  }

  /** Where the near end sends to. */
  public InetSocketAddress nearSide() {
    return near.address();
  }

  /** Where the far end sends to. */
  public InetSocketAddress farSide() {
    return far.address();
  }

  /** Says where the near end is; its further channels at the ports above. */
  public LossyForwarder nearEnd(InetSocketAddress address) {
    tell(near, address);
    return this;
  }

  /** Says where the far end is. */
  public LossyForwarder farEnd(InetSocketAddress address) {
    tell(far, address);
    return this;
  }

  private static void tell(Side side, InetSocketAddress address) {
    for (int channel = 0; channel < side.ends.length; channel++) {
      int port = address.getPort() + channel;
      side.end(channel, new InetSocketAddress(address.getAddress(), port), true);
    }
  }

  /** Packets that the near end sent. */
  public long cameFromNear() {
    return near.came.get();
  }

  /** Those of them that were lost. */
  public long lostFromNear() {
    return near.lost.get();
  }

  /** Packets that the far end sent. */
  public long cameFromFar() {
    return far.came.get();
  }

  /** Those of them that were lost. */
  public long lostFromFar() {
    return far.lost.get();
  }

  /**
   * Mean jitter in microseconds of the RTP packets that the line has delivered to the near end,
   * whose clock must be 8 kHz: what was set, and what a busy machine has added.
   */
  public double jitterToNear() {
    return near.jitterMicros;
  }

  /** The same of those to the far end. */
  public double jitterToFar() {
    return far.jitterMicros;
  }

  private static DatagramSocket[] bind(InetAddress address, int channels) {
    Random random = new Random();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      int first = 50_000 + 2 * random.nextInt(5000);
      DatagramSocket[] sockets = new DatagramSocket[channels];
      try {
        for (int channel = 0; channel < channels; channel++) {
          sockets[channel] = new DatagramSocket(first + channel, address);
        }
        return sockets;
      } catch (SocketException taken) {
        Arrays.stream(sockets).filter(socket -> socket != null).forEach(DatagramSocket::close);
      }
    }
    throw new AssertionError("no free ports on " + address);
  }

  private void run(String name, Side from, Side to, int channel, long seed) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name("line-" + name + "-" + channel)
            .start(() -> take(from, to, channel, from.impairment.fates(seed))));
  }

  private void take(Side from, Side to, int channel, Impairment.Fates fates) {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
    try {
      while (!closed) {
        packet.setLength(MAX_DATAGRAM);
        from.sockets[channel].receive(packet);
        long now = System.nanoTime();
        from.end(channel, (InetSocketAddress) packet.getSocketAddress(), false);
        InetSocketAddress end = to.end(channel);
        if (end == null) {
          continue; // nobody has shown itself there
        }
        from.came.incrementAndGet();
        long late = fates.next();
        if (late == Impairment.LOST) {
          from.lost.incrementAndGet();
          continue;
        }
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        passing.add(
            new Passing(to, channel, new DatagramPacket(bytes, bytes.length, end), now + late));
      }
    } catch (IOException e) {
      if (!closed) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void deliver() {
    try {
      while (!closed) {
        Passing due = passing.take();
        try {
          due.to().sockets[due.channel()].send(due.packet());
          due.to().delivered(due.packet());
        } catch (IOException e) {
          if (!closed) {
            throw new UncheckedIOException(e);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  @Override
  public void close() {
    closed = true;
    Arrays.stream(near.sockets).forEach(DatagramSocket::close);
    Arrays.stream(far.sockets).forEach(DatagramSocket::close);
    threads.forEach(Thread::interrupt);
  }
}
