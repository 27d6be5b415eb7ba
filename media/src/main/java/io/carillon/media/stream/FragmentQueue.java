package io.carillon.media.stream;

import io.carillon.core.stream.StreamSink;
import io.carillon.core.stream.StreamSink.StreamStart;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fragments of one leg on their way to the sink, written one after another by at most one virtual
 * thread. When the sink is slower than the call the oldest fragment goes, and is counted.
 *
 * <p>Thread-safe.
 */
final class FragmentQueue {
  private static final Logger LOG = LoggerFactory.getLogger(FragmentQueue.class);

  /** Fragments that may wait, so that a disk may stand still for some seconds. */
  static final int CAPACITY = 8;

  /** A sink that would not open is asked again after so many fragments, of a second each. */
  static final int FRAGMENTS_TO_NEXT_TRY = 10;

  private final StreamSink sink;
  private final StreamStart start;
  private final Executor executor;
  private final StreamEvents listener;
  private final ArrayDeque<FragmentCutter.Cut> waiting = new ArrayDeque<>();
  private boolean running;
  private boolean ending;
  private boolean ended;
  private volatile long droppedStretches;

  // Only the one thread that writes.
  private StreamSink.Writer writer;
  private int passedOver;
  private boolean complained;

  FragmentQueue(StreamSink sink, StreamStart start, Executor executor, StreamEvents listener) {
    this.sink = sink;
    this.start = start;
    this.executor = executor;
    this.listener = listener;
  }

  void add(FragmentCutter.Cut cut) {
    boolean full;
    synchronized (this) {
      full = waiting.size() == CAPACITY;
      if (full) {
        countDropped(waiting.removeFirst());
      }
      waiting.addLast(cut);
      wake();
    }
    if (full) {
      listener.failed("the stream sink is too slow: fragments were dropped");
    }
  }

  /** Writes what waits and closes the stream. */
  synchronized void end() {
    ending = true;
    listener.ending();
    wake();
  }

  String streamName() {
    return start.streamName();
  }

  long droppedStretches() {
    return droppedStretches;
  }

  private void countDropped(FragmentCutter.Cut cut) {
    synchronized (this) {
      droppedStretches += cut.stretches();
    }
  }

  private synchronized void wake() {
    if (!running && !ended) {
      running = true;
      executor.execute(this::drain);
    }
  }

  private void drain() {
    while (true) {
      FragmentCutter.Cut next;
      boolean last;
      synchronized (this) {
        next = waiting.pollFirst();
        last = next == null && ending;
        if (next == null && !last) {
          running = false;
          return;
        }
      }
      if (last) {
        finish();
        return;
      }
      write(next);
    }
  }

  private void write(FragmentCutter.Cut cut) {
    if (passedOver > 0) {
      passedOver--;
      countDropped(cut);
      return;
    }
    try {
      if (writer == null) {
        writer = sink.open(start, listener);
      }
      writer.append(cut.fragment());
    } catch (IOException | RuntimeException e) {
      if (!complained) {
        complained = true; // once: a full disk fails every second of every leg
        LOG.warn("stream {}: fragment lost: {}", start.streamName(), e.toString());
      }
      passedOver = writer == null ? FRAGMENTS_TO_NEXT_TRY : 0;
      countDropped(cut);
      listener.failed("the stream sink failed: " + e.getMessage());
    }
  }

  private void finish() {
    try {
      if (writer == null) {
        listener.ended();
      } else {
        writer.close(); // and the sink says when all is kept
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("stream {}: not closed well: {}", start.streamName(), e.toString());
      listener.failed("the stream sink failed: " + e.getMessage());
    }
    synchronized (this) {
      ended = true;
      running = false;
    }
  }
}
