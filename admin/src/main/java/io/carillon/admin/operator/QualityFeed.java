package io.carillon.admin.operator;

import io.carillon.admin.http.HttpAnswer;
import io.carillon.admin.http.HttpProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The newest quality records for operators: the last 1,000 are kept, and who follows gets them and
 * each new one.
 *
 * <p>Thread-safe; accepting a record never blocks. A follower that reads too slowly misses records.
 */
public final class QualityFeed implements Consumer<String> {
  private static final int KEPT = 1000;
  private static final int FOLLOWER_QUEUE = 10_000;
  private static final int MOST_FOLLOWERS = 50;
  private static final long KEEP_ALIVE_SECONDS = 5;

  private final ArrayDeque<String> newest = new ArrayDeque<>();
  private final Set<BlockingQueue<String>> followers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Takes one record as JSON text. */
  @Override
  public void accept(String record) {
    synchronized (newest) {
      if (newest.size() == KEPT) {
        newest.removeFirst();
      }
      newest.addLast(record);
      followers.forEach(queue -> queue.offer(record));
    }
  }

  HttpAnswer recent() {
    List<String> records;
    synchronized (newest) {
      records = List.copyOf(newest);
    }
    return lines(
        out -> {
          for (String record : records) {
            line(out, record);
          }
        });
  }

  HttpAnswer follow() throws HttpProblem {
    if (followers.size() >= MOST_FOLLOWERS) {
      throw new HttpProblem(503, MOST_FOLLOWERS + " operators follow already");
    }
    return lines(this::follow);
  }

  private void follow(OutputStream out) throws IOException {
    BlockingQueue<String> queue = new ArrayBlockingQueue<>(FOLLOWER_QUEUE);
    synchronized (newest) { // each record once: among the newest or behind them
      queue.addAll(newest);
      followers.add(queue);
    }
    try {
      while (!closed) {
        String record = queue.poll(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        // An empty line finds out whether the reader is still there.
        line(out, record == null ? "" : record);
        if (queue.isEmpty()) {
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      followers.remove(queue);
    }
  }

  private static HttpAnswer lines(HttpAnswer.Writer writer) {
    return new HttpAnswer.Streamed(200, "application/x-ndjson", writer);
  }

  private static void line(OutputStream out, String record) throws IOException {
    out.write(record.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  /** Ends every follower's answer. */
  public void close() {
    closed = true;
    followers.forEach(queue -> queue.offer(""));
  }
}
