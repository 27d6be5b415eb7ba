package io.carillon.benchmarks.meeting;

import io.carillon.media.rtp.RtpHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The telephones of one round, each with a socket of its own: one thread sends a packet of each
 * every 20 ms, spread over the 20 ms as real ones are, another takes what comes.
 */
final class Phones implements AutoCloseable {
  /** How many of the telephones are listened to. */
  private static final int LISTENERS = 3;

  private static final long TICK_NANOS = 20_000_000;
  private static final int SOCKET_BUFFER_BYTES = 256 * 1024;
  private static final long RECEIVE_MILLIS = 20;

  private final Load load;
  private final List<DatagramChannel> channels = new ArrayList<>();
  private final List<Received> received = new ArrayList<>();
  private final List<Marker> markers = new ArrayList<>();
  private final Selector selector = Selector.open();
  private final Thread sender = Thread.ofPlatform().name("phones-send").unstarted(this::send);
  private final Thread receiver = Thread.ofPlatform().name("phones-take").unstarted(this::receive);
  private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
  private final byte[] datagram = new byte[2048];
  private List<InetSocketAddress> targets = List.of();
  private long sent;
  private volatile boolean ended;

  /**
   * A marker that was sent.
   *
   * @param talker who sent it
   * @param sentNanos when
   */
  record Marker(int talker, long sentNanos) {}

  Phones(Load load) throws IOException {
    this.load = load;
    int most = (load.settleSeconds() + load.seconds() + 60) * Speech.PACKETS_PER_SECOND;
    for (int i = 0; i < load.participants(); i++) {
      DatagramChannel channel = DatagramChannel.open();
      channels.add(channel);
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Received heard = new Received(most, i >= load.participants() - LISTENERS);
      received.add(heard);
      channel.register(selector, SelectionKey.OP_READ, heard);
    }
  }

  List<InetSocketAddress> addresses() throws IOException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (DatagramChannel channel : channels) {
      addresses.add((InetSocketAddress) channel.getLocalAddress());
    }
    return addresses;
  }

  /** Begins to send to these addresses and to take what comes. */
  void start(List<InetSocketAddress> bridge) {
    targets = List.copyOf(bridge);
    receiver.start();
    sender.start();
  }

  private void send() {
    Outgoing[] streams = new Outgoing[channels.size()];
    for (int i = 0; i < streams.length; i++) {
      streams[i] = new Outgoing(i < load.talkers() ? Speech.talking(i) : Speech.silent(i), i + 1);
    }
    byte[] marker = Speech.marker();
    int markerTalkers = Math.min(load.talkers(), LISTENERS);
    ByteBuffer out = ByteBuffer.allocateDirect(RtpHeader.FIXED_BYTES + Speech.SAMPLES);
    long next = System.nanoTime();
    try {
      for (int tick = 0; !ended; tick++) {
        for (int i = 0; i < streams.length; i++) {
          LockSupport.parkNanos(next + i * TICK_NANOS / streams.length - System.nanoTime());
          // Each marker talker in turn, so that two markers never meet.
          boolean marked =
              i < markerTalkers
                  && tick % Speech.PACKETS_PER_SECOND
                      == (i + 1) * Speech.PACKETS_PER_SECOND / (markerTalkers + 1);
          streams[i].write(out, tick, marked ? marker : null);
          if (marked) {
            markers.add(new Marker(i, System.nanoTime()));
          }
          channels.get(i).send(out, targets.get(i));
          sent++;
        }
        next += TICK_NANOS;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One telephone's stream. */
  private record Outgoing(byte[][] loop, int ssrc) {
    void write(ByteBuffer out, int tick, byte[] instead) {
      byte[] packet = new byte[RtpHeader.FIXED_BYTES];
      RtpHeader.write(packet, 0, 0, tick == 0, tick & 0xFFFF, tick * Speech.SAMPLES, ssrc);
      out.clear().put(packet).put(instead == null ? loop[tick % loop.length] : instead).flip();
    }
  }

  private void receive() {
    try {
      while (!ended) {
        selector.select(this::take, RECEIVE_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(SelectionKey key) {
    try {
      DatagramChannel channel = (DatagramChannel) key.channel();
      in.clear();
      while (channel.receive(in) != null) {
        long arrival = System.nanoTime();
        int length = in.flip().remaining();
        in.get(datagram, 0, length);
        // RTCP with the RTP (RFC 5761) is none of the sound.
        if (length > 1 && (datagram[1] & 0x7F) == 0) {
          ((Received) key.attachment()).packet(datagram, length, arrival);
        }
        in.clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends both threads; what was received may be read then. */
  void end() throws InterruptedException {
    ended = true;
    sender.join();
    receiver.join();
  }

  List<Received> received() {
    return received;
  }

  /** Those whose sound was kept, as places among the telephones. */
  List<Integer> listeners() {
    List<Integer> listeners = new ArrayList<>();
    for (int i = Math.max(0, load.participants() - LISTENERS); i < load.participants(); i++) {
      listeners.add(i);
    }
    return listeners;
  }

  List<Marker> markers() {
    return markers;
  }

  /** Packets sent by all. */
  long sent() {
    return sent;
  }

  @Override
  public void close() throws IOException {
    ended = true;
    for (DatagramChannel channel : channels) {
      channel.close();
    }
    selector.close();
  }
}
