package io.carillon.media.engine;

import io.carillon.media.loop.UdpSocket;
import io.carillon.media.relay.RelayWay;
import java.net.InetSocketAddress;

/**
 * A leg's port while it carries fax over UDPTL (ITU-T T.38) in place of RTP: what the far end sends
 * goes untouched to the other leg of the call, and back. The latch judges by the number at the head
 * of each datagram as it does by those of RTP. Owned by the leg's event loop; allocates nothing.
 */
final class DatagramLine {
  /** The number, the length of the primary packet and the kind of error recovery. */
  static final int LEAST_BYTES = 4;

  /** T38FaxMaxDatagram of real devices is at most a few hundred. */
  static final int MOST_BYTES = 1400;

  private final Latch latch;
  private final RtpReceiver rtp;
  private UdpSocket socket;
  private RelayWay onward;
  private long received;
  private long sent;
  private long dropped;

  /**
   * @param rtp takes what arrives while the port carries RTP
   */
  DatagramLine(Latch latch, RtpReceiver rtp) {
    this.latch = latch;
    this.rtp = rtp;
  }

  /**
   * From now on the port carries datagrams.
   *
   * @param port where they come and go; null = it carries RTP again
   */
  void port(UdpSocket port) {
    socket = port;
  }

  /** Where datagrams go in a call of two; null = nowhere. */
  void onward(RelayWay way) {
    onward = way;
  }

  /** The port carries datagrams now. */
  boolean open() {
    return socket != null;
  }

  /** Handles what arrives at the port. */
  void onPort(byte[] buf, int off, int len, InetSocketAddress source, long arrivalNanos) {
    if (open()) {
      received(buf, off, len, source, arrivalNanos);
    } else {
      rtp.onRtpPort(buf, off, len, source, arrivalNanos);
    }
  }

  private void received(byte[] buf, int off, int len, InetSocketAddress source, long arrivalNanos) {
    if (len < LEAST_BYTES || len > MOST_BYTES || !latch.mayBe(source, arrivalNanos)) {
      dropped++;
      return;
    }
    int number = (buf[off] & 0xFF) << 8 | buf[off + 1] & 0xFF;
    if (!latch.accepts(source, 0, number, arrivalNanos)) {
      dropped++;
      return;
    }
    received++;
    if (onward == null || !onward.datagram(buf, off, len)) {
      dropped++;
    }
  }

  /** Sends one to the far end. */
  void send(byte[] buf, int off, int len) {
    InetSocketAddress target = latch.target();
    if (socket != null && target != null && socket.send(buf, off, len, target)) {
      sent++;
    } else {
      dropped++;
    }
  }

  /** For the log at the end of a call; empty when there were none. */
  @Override
  public String toString() {
    return received + sent + dropped == 0
        ? ""
        : "in=" + received + " out=" + sent + " dropped=" + dropped;
  }
}
