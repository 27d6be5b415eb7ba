package io.carillon.benchmarks.relay;

import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.SrtpSuite;
import io.carillon.media.srtp.SrtpTransform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;

/**
 * One party of a call: sends PCMU that carries the time it was sent, and takes what the other party
 * sent. Its sending half and its taking half belong to one thread each.
 */
final class Phone implements AutoCloseable {
  static final SrtpSuite SUITE = SrtpSuite.AES_CM_128_HMAC_SHA1_80;

  private static final int PAYLOAD = 160;
  private static final int SOCKET_BUFFER_BYTES = 256 * 1024;

  // Places in the payload.
  private static final int TIME = RtpHeader.FIXED_BYTES;
  private static final int COUNTED = TIME + Long.BYTES;

  private final DatagramChannel channel;
  private final byte[] key;
  private final byte[] packet =
      new byte[RtpHeader.FIXED_BYTES + PAYLOAD + SrtpTransform.MAX_TRAILER_BYTES];
  private final ByteBuffer out = ByteBuffer.allocateDirect(packet.length);
  private final byte[] taken = new byte[2048];
  private SrtpTransform sending;
  private SrtpTransform taking;
  private int sequence;

  Phone(boolean secured) throws IOException {
    channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    key = secured ? new byte[SUITE.keyAndSaltBytes()] : null;
    if (secured) {
      new SecureRandom().nextBytes(key);
    }
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  DatagramChannel channel() {
    return channel;
  }

  /** What it sends with; null = plain RTP. */
  byte[] key() {
    return key;
  }

  /**
   * Is answered.
   *
   * @param server where to send
   * @param serverKey what comes is protected with; null = plain RTP
   */
  void answered(InetSocketAddress server, byte[] serverKey) throws IOException {
    channel.connect(server);
    if (key != null) {
      // One context for each thread.
      MediaSecurity.Sdes sdes = new MediaSecurity.Sdes(SUITE, key, serverKey);
      sending = SrtpTransform.of(sdes, System::nanoTime);
      taking = SrtpTransform.of(sdes, System::nanoTime);
    }
  }

  /**
   * Sends the next packet.
   *
   * @param counted whether the other party is to count it
   */
  void send(boolean counted) throws IOException {
    RtpHeader.write(
        packet,
        0,
        0,
        sequence == 0,
        sequence & 0xFFFF,
        sequence * PAYLOAD,
        System.identityHashCode(this));
    sequence++;
    long now = System.nanoTime();
    for (int i = 0; i < Long.BYTES; i++) {
      packet[TIME + i] = (byte) (now >> 8 * i);
    }
    packet[COUNTED] = (byte) (counted ? 1 : 0);
    int length = RtpHeader.FIXED_BYTES + PAYLOAD;
    if (sending != null) {
      length = sending.protectRtp(packet, 0, length);
    }
    channel.write(out.clear().put(packet, 0, length).flip());
  }

  /** Takes one packet; see {@link Taken}. */
  long take(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int length = channel.read(buffer);
    if (length <= 0) {
      return Taken.NOTHING;
    }
    long arrival = System.nanoTime();
    buffer.get(0, taken, 0, length);
    if (taking != null) {
      length = taking.unprotectRtp(taken, 0, length);
    }
    if (length != RtpHeader.FIXED_BYTES + PAYLOAD || (taken[1] & 0x7F) != 0) {
      return Taken.OTHER; // RTCP, or not for us
    }
    if (taken[COUNTED] != 1) {
      return Taken.NOT_COUNTED;
    }
    long sent = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      sent |= (taken[TIME + i] & 0xFFL) << 8 * i;
    }
    return arrival - sent;
  }

  /** What {@link #take} returns beside how long a packet was under way, in ns. */
  static final class Taken {
    static final long NOTHING = -1;
    static final long OTHER = -2;
    static final long NOT_COUNTED = -3;

    private Taken() {}
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (sending != null) {
      sending.close();
      taking.close();
    }
  }
}
