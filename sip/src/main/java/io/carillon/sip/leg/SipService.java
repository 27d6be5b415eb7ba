package io.carillon.sip.leg;

import io.carillon.core.call.CallRate;
import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.event.EventBus;
import io.carillon.core.log.LogLimiter;
import io.carillon.media.session.MediaEngine;
import io.carillon.sip.stack.SipStackService;
import io.carillon.sip.transport.SipHop;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP calls as a whole: takes those that come in by the dial plan, places ours, lists them, and
 * ends them at the shutdown. Thread-safe.
 */
public final class SipService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SipService.class);

  /** How long a far end may take to answer the BYE at the end. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  /** After a pause so many seconds' worth of calls may come at once. */
  private static final int BURST_SECONDS = 2;

  private final SipStackService stack;
  private final LegTable table;
  private final StackSignalling signalling;
  private final NewCalls newCalls;
  private final CallEntrance entrance;
  private final SipLegFactory factory;
  private final OptionsRequest options;

  /**
   * What the calls run on.
   *
   * @param executor for the calls' strands, such as one virtual thread per task; may be blocked by
   *     a disk write
   * @param scheduler for their timers; should remove cancelled tasks from its queue
   * @param random a secure source
   * @param clock for the record
   */
  public record Runtime(
      Executor executor, ScheduledExecutorService scheduler, RandomGenerator random, Clock clock) {}

  /**
   * @param stack not started yet; closed with this service
   * @param trace the tap the stack was made with
   */
  public SipService(
      SipStackService stack,
      SipTrace trace,
      MediaEngine media,
      DialPlan dialPlan,
      EventBus events,
      Runtime runtime,
      SipSettings settings) {
    this(stack, trace, media, events, runtime, settings, factory -> CallRouter.of(dialPlan));
  }

  /**
   * @param stack not started yet; closed with this service
   * @param trace the tap the stack was made with
   * @param router makes the one who decides on calls that come in; it may place calls itself
   */
  public SipService(
      SipStackService stack,
      SipTrace trace,
      MediaEngine media,
      EventBus events,
      Runtime runtime,
      SipSettings settings,
      Function<SipLegFactory, CallRouter> router) {
    this(stack, trace, media, events, runtime, settings, stranger -> false, router);
  }

  /**
   * As above.
   *
   * @param known addresses of callers for whom {@code sip.calls-per-source} does not hold, since
   *     they have limits of their own; thread-safe and quick
   */
  public SipService(
      SipStackService stack,
      SipTrace trace,
      MediaEngine media,
      EventBus events,
      Runtime runtime,
      SipSettings settings,
      Predicate<InetAddress> known,
      Function<SipLegFactory, CallRouter> router) {
    this.stack = stack;
    this.table = new LegTable(settings.maxCalls(), settings.maxCallsPerSource(), known);
    this.signalling = new StackSignalling(stack);
    LegServices services =
        new LegServices(
            signalling,
            media,
            events,
            runtime.clock(),
            stack.strands(runtime.executor()),
            runtime.scheduler(),
            runtime.random(),
            settings,
            table,
            LogLimiter.perMinute());
    CallRate rate = new CallRate(settings.setupsPerSecond(), BURST_SECONDS, System::nanoTime);
    AtomicBoolean draining = new AtomicBoolean();
    this.options = new OptionsRequest(services);
    this.factory = new SipLegFactory(services, draining, trace.connectors());
    this.newCalls =
        new NewCalls(services, router.apply(factory), trace.connectors(), rate, draining);
    this.entrance =
        new CallEntrance(stack, services, newCalls, new StatelessTags(runtime.random()));
  }

  /**
   * Binds the listeners and takes calls.
   *
   * @throws IOException when a listener cannot be bound
   */
  public void start() throws IOException {
    stack.start(entrance);
  }

  /** Places calls. */
  public SipLegFactory calls() {
    return factory;
  }

  /**
   * Asks a server by OPTIONS whether it is there.
   *
   * @param answer the status of the final response, 0 when there is none; may be told more than
   *     once, on threads of the stack
   * @throws IllegalArgumentException when nothing leads there or nothing listens on its transport
   */
  public void ask(SipHop hop, IntConsumer answer) {
    options.send(hop, answer);
  }

  /** The calls there are. */
  public List<LiveLeg> legs() {
    return table.legs().stream().map(SipService::live).toList();
  }

  /** What the INVITE of a call that came in said; empty for others and for calls that are over. */
  public Map<String, String> inviteHeaders(String transactionId) {
    return table.legs().stream()
        .filter(leg -> leg.info().transactionId().equals(transactionId))
        .findFirst()
        .map(SipLeg::inviteHeaders)
        .orElse(Map.of());
  }

  private static LiveLeg live(SipLeg leg) {
    return new LiveLeg(leg, leg.state().name(), leg.answeredAt(), leg.quality(), leg.codec());
  }

  /** Messages that could not be handed to a transport since the start. */
  public long messagesNotSent() {
    return signalling.notSent();
  }

  /**
   * Takes no new calls (503 with Retry-After), gives the present ones the grace time, then ends
   * them with BYE. Returns when all are over; blocks for at most the grace time and two seconds.
   */
  public void drain(Duration grace) {
    newCalls.drain();
    if (awaitEnd(grace)) {
      return;
    }
    table.legs().forEach(leg -> leg.end(EndReason.DRAINING));
    if (!awaitEnd(FAREWELL)) {
      LOG.warn("{} calls did not answer their BYE", table.size());
    }
  }

  private boolean awaitEnd(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      // Again, for calls that were let in a moment before and were not in the table yet.
      while (table.size() > 0) {
        CompletableFuture<?>[] all =
            table.legs().stream().map(SipLeg::forgotten).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("calls never end exceptionally", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends every call and closes the stack. */
  @Override
  public void close() {
    drain(Duration.ZERO);
    stack.close();
  }
}
