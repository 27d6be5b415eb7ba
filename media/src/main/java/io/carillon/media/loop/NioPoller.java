package io.carillon.media.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A selector over datagram channels. Allocates nothing per datagram: the channel keeps its source
 * address object as long as the source stays the same, and {@code select} with an action keeps no
 * set of ready keys.
 */
final class NioPoller implements UdpNetwork.Poller {
  private static final Logger LOG = LoggerFactory.getLogger(NioPoller.class);

  /** The largest datagram we take; longer ones are cut and fail to parse or to authenticate. */
  private static final int MAX_DATAGRAM = 2048;

  private static final int HEADROOM_BEHIND = 64;

  /** A socket that is ready again in the very next pass is drained deeper. */
  private static final int BURST = 16;

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private final Selector selector;
  private final ByteBuffer receiveBuffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
  private final ByteBuffer sendBuffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
  private final byte[] datagram = new byte[MAX_DATAGRAM + HEADROOM_BEHIND];
  private final Consumer<SelectionKey> onReady = this::drain;
  private final FaultLog faults;
  private long pass;
  private int handedOver;

  NioPoller(LongSupplier nanoTime) throws IOException {
    this.nanoTime = nanoTime;
    this.faults = new FaultLog(LOG, nanoTime);
    this.selector = Selector.open();
  }

  @Override
  public void register(UdpSocket socket, DatagramHandler handler) throws IOException {
    NioUdpSocket nio = (NioUdpSocket) socket;
    SelectionKey former = nio.channel().keyFor(selector);
    if (former != null && !former.isValid()) {
      // It left and came back between two polls: only a poll forgets a key that was cancelled.
      selector.selectNow(onReady);
    }
    nio.handler = handler;
    nio.sendBuffer = sendBuffer;
    nio.key = nio.channel().register(selector, SelectionKey.OP_READ, nio);
  }

  @Override
  public void unregister(UdpSocket socket) {
    NioUdpSocket nio = (NioUdpSocket) socket;
    if (nio.key != null) {
      nio.key.cancel();
      nio.key = null;
    }
    nio.handler = null;
    nio.sendBuffer = null;
  }

  @Override
  public int poll(long timeoutNanos) throws IOException {
    pass++;
    handedOver = 0;
    if (timeoutNanos < 0) {
      selector.select(onReady);
    } else if (timeoutNanos >= MILLI) {
      // Rounded down: the caller polls again for the rest of a millisecond.
      selector.select(onReady, timeoutNanos / MILLI);
    } else {
      if (timeoutNanos > 0) {
        LockSupport.parkNanos(timeoutNanos);
      }
      selector.selectNow(onReady);
    }
    return handedOver;
  }

  private void drain(SelectionKey key) {
    NioUdpSocket socket = (NioUdpSocket) key.attachment();
    int most = socket.lastReadyPass == pass - 1 ? BURST : 1;
    socket.lastReadyPass = pass;
    for (int i = 0; i < most; i++) {
      DatagramHandler handler = socket.handler;
      if (handler == null || !receive(socket, handler)) {
        return;
      }
    }
  }

  private boolean receive(NioUdpSocket socket, DatagramHandler handler) {
    InetSocketAddress source;
    receiveBuffer.clear();
    try {
      source = (InetSocketAddress) socket.channel().receive(receiveBuffer);
    } catch (ClosedChannelException e) {
      return false;
    } catch (IOException e) {
      LOG.debug("receive on {} failed", socket.local(), e);
      return false;
    }
    if (source == null) {
      return false;
    }
    int length = receiveBuffer.position();
    receiveBuffer.get(0, datagram, 0, length);
    handedOver++;
    try {
      handler.received(datagram, 0, length, source, nanoTime.getAsLong());
    } catch (RuntimeException e) {
      // A handler must not throw; should one, the loop and its other legs go on.
      faults.fault("handling a datagram", e);
    }
    return true;
  }

  @Override
  public void wakeup() {
    selector.wakeup();
  }

  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      LOG.warn("selector did not close", e);
    }
  }
}
