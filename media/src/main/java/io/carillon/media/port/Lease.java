package io.carillon.media.port;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A pair of bound ports. Closing it closes both sockets and sends the pair to rest; further closes
 * do nothing. Thread-safe.
 */
public final class Lease<S extends Closeable> implements Closeable {
  private final PortPool<S> pool;
  private final int pair;
  private final int rtpPort;
  private final S rtp;
  private final S rtcp;
  private final AtomicBoolean closed = new AtomicBoolean();

  Lease(PortPool<S> pool, int pair, int rtpPort, S rtp, S rtcp) {
    this.pool = pool;
    this.pair = pair;
    this.rtpPort = rtpPort;
    this.rtp = rtp;
    this.rtcp = rtcp;
  }

  /** The even port. */
  public int rtpPort() {
    return rtpPort;
  }

  /** The odd port. */
  public int rtcpPort() {
    return rtpPort + 1;
  }

  public S rtp() {
    return rtp;
  }

  public S rtcp() {
    return rtcp;
  }

  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (rtcp) {
      rtp.close();
    } finally {
      pool.giveBack(pair);
    }
  }
}
