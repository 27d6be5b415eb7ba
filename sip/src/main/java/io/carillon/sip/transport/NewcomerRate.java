package io.carillon.sip.transport;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Holds how many requests that begin something each source may send in a second: scanners and
 * floods are shed before anything is parsed, answered or kept. Sources of calls that were agreed
 * upon are not counted.
 *
 * <p>Thread-safe; the lock is held for a map operation. At most {@value #SOURCES} sources are told
 * apart at a time, those beyond share what one may.
 */
public final class NewcomerRate {
  private static final int SOURCES = 4096;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private final Predicate<InetAddress> known;
  private final LongSupplier nanoTime;
  private final Map<InetAddress, Window> windows = new HashMap<>();
  private final Window others = new Window();

  /** One second of a source. */
  private static final class Window {
    long began;
    int requests;
  }

  /**
   * @param perSecond requests of one source, 0 = no bound
   * @param known sources that are not counted; asked on event loops, quick
   * @param nanoTime monotonic time in ns
   */
  public NewcomerRate(int perSecond, Predicate<InetAddress> known, LongSupplier nanoTime) {
    if (perSecond < 0) {
      throw new IllegalArgumentException("perSecond " + perSecond + ": allowed are 0 and more");
    }
    this.perSecond = perSecond;
    this.known = known;
    this.nanoTime = nanoTime;
  }

  /** Everybody may send what he likes. */
  public static NewcomerRate unbounded() {
    return new NewcomerRate(0, source -> true, System::nanoTime);
  }

  /** False when the source has sent its share of this second. */
  boolean permits(InetAddress source) {
    if (perSecond == 0 || known.test(source)) {
      return true;
    }
    long now = nanoTime.getAsLong();
    synchronized (windows) {
      if (windows.size() >= SOURCES) {
        windows.values().removeIf(old -> now - old.began >= SECOND);
      }
      Window window =
          windows.size() < SOURCES
              ? windows.computeIfAbsent(source, any -> new Window())
              : windows.getOrDefault(source, others);
      if (window.requests == 0 || now - window.began >= SECOND) {
        window.began = now;
        window.requests = 0;
      }
      return window.requests++ < perSecond;
    }
  }

  /** True for requests that belong to no call yet: their To has no tag. */
  static boolean begins(MessageHead head) {
    if (head.isResponse()) {
      return false;
    }
    String method = head.method();
    return !method.equals("ACK") && !method.equals("CANCEL") && !head.hasToTag();
  }
}
