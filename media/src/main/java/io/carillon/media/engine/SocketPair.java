package io.carillon.media.engine;

import io.carillon.media.loop.DatagramHandler;
import io.carillon.media.loop.MediaLoop;
import io.carillon.media.loop.UdpSocket;
import io.carillon.media.port.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two sockets of a leg, on the loop that owns it. Owned by that loop. */
final class SocketPair {
  private static final Logger LOG = LoggerFactory.getLogger(SocketPair.class);

  private final Lease<UdpSocket> lease;
  private final DatagramHandler onRtp;
  private final DatagramHandler onRtcp;
  private MediaLoop loop;

  SocketPair(Lease<UdpSocket> lease, DatagramHandler onRtp, DatagramHandler onRtcp) {
    this.lease = lease;
    this.onRtp = onRtp;
    this.onRtcp = onRtcp;
  }

  UdpSocket rtp() {
    return lease.rtp();
  }

  UdpSocket rtcp() {
    return lease.rtcp();
  }

  /** Begins to receive on a loop. */
  void enter(MediaLoop owner) {
    try {
      owner.register(lease.rtp(), onRtp);
      owner.register(lease.rtcp(), onRtcp);
      loop = owner;
    } catch (IOException e) {
      throw new UncheckedIOException("media sockets cannot be watched", e);
    }
  }

  /** Stops receiving; what arrives meanwhile waits in the sockets. */
  void exit() {
    if (loop != null) {
      loop.unregister(lease.rtp());
      loop.unregister(lease.rtcp());
      loop = null;
    }
  }

  /** Gives the ports back to rest. */
  void close() {
    exit();
    try {
      lease.close();
    } catch (IOException e) {
      LOG.warn("ports {} did not close: {}", lease.rtpPort(), e.toString());
    }
  }
}
