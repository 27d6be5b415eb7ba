package io.carillon.aws.video;

import io.carillon.aws.client.ServiceAnswers;
import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.spool.Backoff;
import io.carillon.core.spool.Target.Answer;
import io.carillon.core.stream.FragmentLayout;
import io.carillon.core.stream.StreamSink;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Brings one stream's fragments to the service: makes the stream, connects, sends, connects again
 * after a while when anything fails, until the service has stored all or the stream is given up.
 *
 * <p>{@link #run} is the life of one virtual thread; a second one reads the acknowledgements of the
 * present connection. A thread of the call only adds.
 */
final class StreamDelivery implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamDelivery.class);

  /** After a write failed, the reason may still be on its way. */
  private static final Duration ANSWER = Duration.ofMillis(500);

  private final Window window;
  private final Service service;
  private final Backoff backoff;
  private VideoControl.Stream stream; // only by the thread that runs
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile Thread runner;

  /** What all deliveries share. */
  record Service(
      VideoControl control,
      PutMediaClient putMedia,
      Executor threads,
      Scheduler scheduler,
      Clock clock,
      LongSupplier nanoTime,
      RandomGenerator random,
      VideoCounters counters,
      Timing timing,
      Consumer<StreamDelivery> ended) {}

  /**
   * @param pace least time between two fragments; the service takes five a second
   * @param patience how long the service may leave a fragment without an acknowledgement, or a
   *     write without taking it
   * @param idle how long a connection is kept without audio
   * @param longest how long a connection is used; the endpoint is good for 45 minutes
   * @param firstPause before a second attempt; doubled up to {@code lastPause}
   */
  record Timing(
      Duration pace,
      Duration patience,
      Duration idle,
      Duration longest,
      Duration firstPause,
      Duration lastPause) {}

  StreamDelivery(FragmentBuffer buffer, StreamSink.Listener listener, Service service) {
    this.service = service;
    this.window = new Window(buffer, listener, service);
    this.backoff =
        new Backoff(service.timing().firstPause(), service.timing().lastPause(), service.random());
  }

  StreamName name() {
    return window.name();
  }

  /** Takes one more fragment; it may block for the disk, never for the service. */
  void add(StreamSink.Fragment fragment) throws IOException {
    window.add(fragment);
  }

  /** No more comes; what is there is still delivered. */
  void close() {
    window.close();
  }

  /** Leaves what is there to the next run. */
  void stop() {
    window.stop();
    Thread thread = runner;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Waits for the end; false when it has not come in time. */
  boolean awaitEnd(Duration time) throws InterruptedException {
    return done.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void run() {
    runner = Thread.currentThread();
    try {
      while (window.awaitWork()) {
        attempt();
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: stopped", name().name());
    } finally {
      window.end();
      service.ended().accept(this);
      done.countDown();
    }
  }

  private void attempt() throws InterruptedException {
    try {
      connectAndSend();
    } catch (PutMediaRefused e) {
      if (e.isFinal()) {
        window.giveUp(e.getMessage());
      } else {
        tryLater(e.getMessage());
      }
    } catch (SdkException e) {
      Answer answer = ServiceAnswers.of(e);
      if (answer.kind() == Answer.Kind.REFUSED) {
        window.giveUp(answer.reason());
      } else {
        tryLater(answer.reason());
      }
    } catch (IOException e) {
      tryLater(e.toString());
    } catch (RuntimeException e) {
      LOG.error("{}: delivery failed", name().name(), e);
      tryLater(e.toString());
    }
  }

  private void tryLater(String why) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    service.counters().failed(why);
    LOG.debug("{}: {}", name().name(), why);
    if (window.hasProgressed()) {
      backoff.reset();
    }
    window.pause(backoff.next());
  }

  private void connectAndSend() throws IOException, InterruptedException {
    if (stream == null) {
      stream = service.control().make(name());
      window.streamIs(stream);
    }
    URI endpoint = service.control().endpoint(name());
    try (PutMediaConnection connection =
        service.putMedia().open(endpoint, name().name(), window.firstTimestamp())) {
      window.connected(connection);
      service.threads().execute(() -> read(connection));
      boolean head = true;
      Window.Next next = window.awaitNext();
      while (next instanceof Window.Send send) {
        byte[] content = send.content();
        int from = head ? 0 : FragmentLayout.ownOffset(content);
        guarded(connection, () -> connection.send(content, from));
        head = false;
        next = window.awaitNext();
      }
      if (next instanceof Window.Finish) {
        guarded(connection, connection::finish);
      }
    } finally {
      window.disconnected();
    }
  }

  private interface Write {
    void run() throws IOException;
  }

  /** A write that the far end does not take ends with the connection. */
  private void guarded(PutMediaConnection connection, Write write) throws IOException {
    Scheduler.Task watch =
        service
            .scheduler()
            .after(
                service.timing().patience(),
                () -> service.threads().execute(() -> window.broken(connection, stuck())));
    try {
      write.run();
    } catch (IOException e) {
      throw window.whyBroken(e, ANSWER.toNanos());
    } finally {
      watch.cancel();
    }
  }

  private static IOException stuck() {
    return new IOException("the far end takes no more");
  }

  private void read(PutMediaConnection connection) {
    try {
      connection.readAcknowledgements(ack -> window.acknowledged(connection, ack));
      window.broken(connection, null);
    } catch (IOException e) {
      window.broken(connection, e);
    } catch (RuntimeException e) {
      window.broken(connection, new IOException("bad acknowledgements", e));
    }
  }
}
