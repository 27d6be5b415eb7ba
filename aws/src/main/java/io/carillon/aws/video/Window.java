package io.carillon.aws.video;

import io.carillon.core.spool.Target.Answer;
import io.carillon.core.stream.StreamSink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of one stream is to be sent, is under way, and is stored: the state that the thread of the
 * call (adds), the sending and the reading thread share. Thread-safe.
 */
final class Window {
  private static final Logger LOG = LoggerFactory.getLogger(Window.class);

  /** Fragments sent and not acknowledged: no more than this. */
  private static final int MAX_UNDER_WAY = 20;

  private final FragmentBuffer buffer;
  private final StreamSink.Listener listener;
  private final StreamDelivery.Service service;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private VideoControl.Stream stream;
  private boolean closing;
  private boolean stopped;
  private boolean started;
  private boolean progressed;
  private String givenUp;

  // Of the present connection.
  private PutMediaConnection connection;
  private long sentTo;
  private long connectedAt;
  private long sentAt;
  private long lastSign;
  private boolean hungUp;
  private IOException broken;

  /** What the sending thread does next. */
  sealed interface Next {}

  record Send(byte[] content) implements Next {}

  /** Nothing more on this connection. */
  record Finish() implements Next {}

  /** The far end has ended the connection, and nothing was under way. */
  record Gone() implements Next {}

  Window(FragmentBuffer buffer, StreamSink.Listener listener, StreamDelivery.Service service) {
    this.buffer = buffer;
    this.listener = listener;
    this.service = service;
  }

  StreamName name() {
    return buffer.name();
  }

  void add(StreamSink.Fragment fragment) throws IOException {
    int lost;
    String why = "the service was away for longer than streams.buffer holds";
    lock.lock();
    try {
      if (givenUp != null || stopped) {
        lost = 1;
        why = stopped ? "the server stops" : givenUp;
      } else {
        lost = buffer.add(fragment);
        changed.signalAll();
      }
      service.counters().lost(lost, service.clock().millis());
    } finally {
      lock.unlock();
    }
    if (lost > 0) {
      listener.failed(why);
    }
  }

  void close() {
    locked(() -> closing = true);
  }

  void stop() {
    locked(() -> stopped = true);
  }

  void streamIs(VideoControl.Stream made) {
    locked(() -> stream = made);
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a fragment; false when there will be none. */
  boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (buffer.isEmpty() && !closing && !stopped) {
        changed.await();
      }
      return !buffer.isEmpty() && !stopped;
    } finally {
      lock.unlock();
    }
  }

  long firstTimestamp() {
    lock.lock();
    try {
      Long first = buffer.after(Long.MIN_VALUE);
      return first == null ? service.clock().millis() : first;
    } finally {
      lock.unlock();
    }
  }

  void pause(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (left > 0 && !stopped) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  void connected(PutMediaConnection now) {
    locked(
        () -> {
          connection = now;
          broken = null;
          hungUp = false;
          sentTo = Long.MIN_VALUE;
          connectedAt = service.nanoTime().getAsLong();
          lastSign = connectedAt;
          sentAt = connectedAt - service.timing().pace().toNanos();
        });
  }

  void disconnected() {
    locked(() -> connection = null);
  }

  /** True when a fragment was stored since it was asked last. */
  boolean hasProgressed() {
    lock.lock();
    try {
      boolean was = progressed;
      progressed = false;
      return was;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for what is to be sent next.
   *
   * @throws IOException when the connection has failed
   */
  Next awaitNext() throws IOException, InterruptedException {
    lock.lock();
    try {
      while (true) {
        int underWay = buffer.countTo(sentTo);
        if (hungUp) {
          return gone(underWay);
        }
        long now = service.nanoTime().getAsLong();
        boolean old = now - connectedAt > service.timing().longest().toNanos();
        Long next = buffer.after(sentTo);
        if (underWay == 0 && (stopped || old || (next == null && closing))) {
          return new Finish();
        }
        long wait = waitFor(next, underWay, old, now);
        if (wait <= 0 && next != null && !old && underWay < MAX_UNDER_WAY) {
          return send(next, now);
        }
        if (wait <= 0) {
          if (underWay > 0) {
            throw new IOException("no acknowledgement came");
          }
          return new Finish(); // silence
        }
        changed.awaitNanos(wait);
      }
    } finally {
      lock.unlock();
    }
  }

  private Next gone(int underWay) throws IOException {
    boolean unused = sentTo == Long.MIN_VALUE;
    if (underWay > 0 || unused || broken instanceof PutMediaRefused) {
      throw broken != null ? broken : new IOException("the far end hung up");
    }
    return new Gone();
  }

  /** Nanoseconds until something is due when nothing happens before. */
  private long waitFor(Long next, int underWay, boolean old, long now) {
    if (next != null && !old && underWay < MAX_UNDER_WAY) {
      return sentAt + service.timing().pace().toNanos() - now;
    }
    Duration patience = underWay > 0 ? service.timing().patience() : service.timing().idle();
    return lastSign + patience.toNanos() - now;
  }

  private Next send(long timestamp, long now) throws IOException {
    byte[] content;
    try {
      content = buffer.read(timestamp);
    } catch (IOException e) {
      if (buffer.remove(timestamp)) {
        service.counters().lost(1, service.clock().millis());
        listener.failed("a fragment cannot be read: " + e);
      }
      throw e;
    }
    sentTo = timestamp;
    sentAt = now;
    lastSign = now;
    return new Send(content);
  }

  /**
   * Reading thread: what the service says. It is told to the listener before it takes effect: with
   * the last fragment gone the sending thread says that the stream has ended.
   */
  void acknowledged(PutMediaConnection from, Acknowledgement ack) {
    Runnable news = news(from, ack);
    if (news == null) {
      return;
    }
    news.run();
    lock.lock();
    try {
      if (ack.type() == Acknowledgement.Type.ERROR) {
        if (ack.blamesFragment() && buffer.remove(blamed(ack))) {
          service.counters().lost(1, service.clock().millis());
        }
        if (from == connection) {
          breakOff(new PutMediaRefused(Answer.later("the service says " + ack.error())));
        }
      } else if (stores(ack) && buffer.remove(ack.timecode())) {
        service.counters().delivered();
        progressed = true;
      }
      changed.signalAll();
    } catch (IOException e) {
      LOG.warn("{}: a fragment is not removed from the disk: {}", name().name(), e.toString());
    } finally {
      lock.unlock();
    }
  }

  /** What the listener is to hear of it; null when it is of a connection that is gone. */
  private Runnable news(PutMediaConnection from, Acknowledgement ack) {
    lock.lock();
    try {
      if (from != connection) {
        return null;
      }
      lastSign = service.nanoTime().getAsLong();
      if (ack.type() == Acknowledgement.Type.ERROR && ack.blamesFragment()) {
        String why = "the service refused a fragment: " + ack.error();
        LOG.warn("{}: {}", name().name(), why);
        return () -> listener.failed(why);
      }
      if (!started && stores(ack) && buffer.contains(ack.timecode())) {
        started = true;
        String arn = stream.arn();
        Instant first = Instant.ofEpochMilli(ack.timecode());
        return () -> listener.started(arn, ack.fragmentNumber(), first);
      }
      return () -> {};
    } finally {
      lock.unlock();
    }
  }

  private boolean stores(Acknowledgement ack) {
    return ack.type() == Acknowledgement.Type.PERSISTED
        || (ack.type() == Acknowledgement.Type.RECEIVED && !stream.kept());
  }

  /** The fragment that an error names, else the oldest: so there is always one fewer. */
  private long blamed(Acknowledgement ack) {
    if (buffer.contains(ack.timecode())) {
      return ack.timecode();
    }
    Long oldest = buffer.after(Long.MIN_VALUE);
    return oldest == null ? -1 : oldest;
  }

  /**
   * The connection has ended.
   *
   * @param why null when the far end ended it in good order
   */
  void broken(PutMediaConnection which, IOException why) {
    lock.lock();
    try {
      if (which == connection) {
        breakOff(why);
      }
    } finally {
      lock.unlock();
    }
  }

  private void breakOff(IOException why) {
    if (!hungUp) {
      hungUp = true;
      broken = why;
      changed.signalAll();
      try {
        connection.close();
      } catch (IOException e) {
        LOG.debug("{}: closing", name().name(), e);
      }
    }
  }

  /** The reason that the far end gave, if it comes in time, else the one at hand. */
  IOException whyBroken(IOException atHand, long waitNanos) {
    lock.lock();
    try {
      long left = waitNanos;
      while (!hungUp && left > 0) {
        left = changed.awaitNanos(left);
      }
      return broken != null ? broken : atHand;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return atHand;
    } finally {
      lock.unlock();
    }
  }

  /** The service will never take this stream. */
  void giveUp(String why) {
    lock.lock();
    try {
      givenUp = "the service refused the stream: " + why;
      service.counters().lost(buffer.size(), service.clock().millis());
      buffer.delete();
    } catch (IOException e) {
      LOG.warn("{}: not removed from the disk: {}", name().name(), e.toString());
    } finally {
      lock.unlock();
    }
    LOG.warn("{}: {}", name().name(), givenUp);
    listener.failed(givenUp);
  }

  /** The last thing: what is not delivered is left to the next run, on the disk. */
  void end() {
    int left = 0;
    lock.lock();
    try {
      stopped = true;
      left = buffer.size();
      if (left > 0) {
        buffer.spill();
      } else {
        buffer.delete();
      }
    } catch (IOException e) {
      LOG.error("{}: {} fragments are lost: {}", name().name(), left, e.toString());
      service.counters().lost(left, service.clock().millis());
    } finally {
      lock.unlock();
    }
    if (left > 0) {
      listener.failed(
          "the server stopped before the service had all; it is sent at the next start");
    }
    listener.ended();
  }
}
