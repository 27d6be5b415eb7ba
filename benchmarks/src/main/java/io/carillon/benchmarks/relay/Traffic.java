package io.carillon.benchmarks.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The telephones of one round. One thread sends for all of them, a hundredth of them every 200 us,
 * another takes what comes.
 */
final class Traffic implements AutoCloseable {
  private static final int SLOTS = 100;
  private static final long SLOT_NANOS = 200_000;

  /** What is under way at the end still comes. */
  private static final long UNDER_WAY_MILLIS = 500;

  private static final long WAIT_MILLIS = 20;
  private static final long MOST_MICROS = 10_000_000;

  private final List<Phone> phones = new ArrayList<>();
  private final Selector selector = Selector.open();
  private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
  private final Histogram micros = new Histogram(MOST_MICROS, 3);
  private final Thread sender = Thread.ofPlatform().name("phones-send").unstarted(this::send);
  private final Thread taker = Thread.ofPlatform().name("phones-take").unstarted(this::take);
  private final AtomicLong passed = new AtomicLong();
  private volatile boolean counting;
  private volatile boolean sendingEnded;
  private volatile boolean ended;
  private long counted;

  Traffic(RelayLoad load, Relay relay) throws IOException {
    for (int i = 0; i < load.calls(); i++) {
      Phone one = phone(load.secured());
      Phone other = phone(false);
      Relay.Ends ends = relay.call(one.address(), one.key(), other.address());
      one.answered(ends.forOne(), ends.keyForOne());
      other.answered(ends.forOther(), null);
    }
  }

  private Phone phone(boolean secured) throws IOException {
    Phone phone = new Phone(secured);
    phones.add(phone);
    phone.channel().register(selector, SelectionKey.OP_READ, phone);
    return phone;
  }

  void start() {
    taker.start();
    sender.start();
  }

  /** Packets sent from now on are counted, or no more. */
  void count(boolean on) {
    counting = on;
  }

  private void send() {
    long next = System.nanoTime();
    try {
      for (int slot = 0; !sendingEnded; slot = (slot + 1) % SLOTS) {
        boolean count = counting;
        for (int i = slot; i < phones.size(); i += SLOTS) {
          phones.get(i).send(count);
          counted += count ? 1 : 0;
        }
        next += SLOT_NANOS;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take() {
    try {
      while (!ended) {
        selector.select(this::take, WAIT_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(SelectionKey key) {
    Phone phone = (Phone) key.attachment();
    try {
      long nanos = phone.take(in);
      while (nanos != Phone.Taken.NOTHING) {
        if (nanos >= 0) {
          micros.recordValue(Math.min(nanos / 1000, MOST_MICROS));
        }
        if (nanos != Phone.Taken.OTHER) {
          passed.setRelease(passed.getPlain() + 1);
        }
        nanos = phone.take(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packets that came so far, counted or not. */
  long passed() {
    return passed.get();
  }

  /** Ends the sending, and after a moment the taking; figures may be read then. */
  void end() throws InterruptedException {
    sendingEnded = true;
    sender.join();
    TimeUnit.MILLISECONDS.sleep(UNDER_WAY_MILLIS);
    ended = true;
    taker.join();
  }

  /** Counted packets that were sent. */
  long sent() {
    return counted;
  }

  /** How long the counted packets that came were under way, in us. */
  Histogram micros() {
    return micros;
  }

  @Override
  public void close() throws IOException {
    sendingEnded = true;
    ended = true;
    for (Phone phone : phones) {
      phone.close();
    }
    selector.close();
  }
}
