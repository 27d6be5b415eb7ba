package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.call.LegRole;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import io.carillon.media.session.MediaEngine;
import io.carillon.sip.stack.SipStackService;
import io.carillon.sip.stack.SipStackSettings;
import io.carillon.sip.transport.ListenerSettings;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A whole SIP side on loopback: real stack, real sockets. Answers {@code anything@known.test} and
 * 127.0.0.1, knows no other domain.
 */
final class TestServer implements AutoCloseable {
  static final String CONNECTOR = "test-connector";

  final List<DomainEvent> events = new CopyOnWriteArrayList<>();
  final List<Leg> answered = new CopyOnWriteArrayList<>();
  final ScheduledThreadPoolExecutor scheduler;
  final EventBus bus = new EventBus();
  final MediaEngine media;
  final SipStackService stack;
  private final SipTrace trace;
  final SipService sip;
  volatile Consumer<Leg> taker = leg -> {};

  /** Calls to {@code wait@} that nobody has answered yet. */
  final BlockingQueue<PendingCall> waiting = new LinkedBlockingQueue<>();

  /** Addresses of callers with limits of their own. */
  volatile Predicate<InetAddress> known = source -> false;

  /** Decides before the dial plan does. */
  volatile Function<IncomingCall, Optional<Decision>> decide = this::letWait;

  private TestServer(
      MediaEngine media,
      SipSettings settings,
      List<ListenerSettings> listeners,
      ScheduledThreadPoolExecutor scheduler)
      throws Exception {
    this.media = media;
    this.scheduler = scheduler;
    scheduler.setRemoveOnCancelPolicy(true);
    bus.subscribe(events::add);
    trace = new SipTrace(bus, Clock.systemUTC(), "default-connector", "us-east-1");
    SecureRandom random = new SecureRandom();
    stack =
        new SipStackService(
            SipStackSettings.of("server", listeners, null),
            trace,
            new SimpleMeterRegistry(),
            random);
    sip =
        new SipService(
            stack,
            trace,
            media,
            bus,
            new SipService.Runtime(
                Executors.newVirtualThreadPerTaskExecutor(), scheduler, random, Clock.systemUTC()),
            settings,
            source -> known.test(source),
            factory -> this::decided);
    sip.start();
  }

  static TestServer start(MediaEngine media, SipSettings settings) throws Exception {
    return start(media, settings, new ScheduledThreadPoolExecutor(1));
  }

  static TestServer start(
      MediaEngine media, SipSettings settings, ScheduledThreadPoolExecutor scheduler)
      throws Exception {
    return new TestServer(
        media,
        settings,
        List.of(
            ListenerSettings.of(SipTransport.UDP, "127.0.0.1", 0),
            ListenerSettings.of(SipTransport.TCP, "127.0.0.1", 0)),
        scheduler);
  }

  static TestServer start(SipSettings settings) throws Exception {
    return start(new SocketMedia(), settings);
  }

  static SipSettings settings() {
    return SipSettings.defaults("default-connector", "us-east-1");
  }

  private Decision decided(IncomingCall call) {
    return decide.apply(call).orElseGet(() -> CallRouter.of(this::route).route(call));
  }

  private Optional<Decision> letWait(IncomingCall call) {
    return call.requestUri().user().equals("wait")
        ? Optional.of(new Decision.Pending("us-east-1", CONNECTOR, LegRole.CUSTOMER, waiting::add))
        : Optional.empty();
  }

  /** The next call that waits for an answer. */
  PendingCall nextWaiting() throws InterruptedException {
    PendingCall call = waiting.poll(5, TimeUnit.SECONDS);
    assertThat(call).as("a call that waits").isNotNull();
    return call;
  }

  private DialPlan.Route route(DialPlan.CallRequest request) {
    if (!request.host().equals("127.0.0.1") && !request.host().equals("known.test")) {
      return new DialPlan.Refuse(EndReason.UNKNOWN_DESTINATION, "no such domain here");
    }
    if (request.user().equals("busy")) {
      return new DialPlan.Refuse(EndReason.BUSY, "somebody is talking");
    }
    return new DialPlan.Answer("us-east-1", CONNECTOR, this::take);
  }

  private void take(Leg leg) {
    answered.add(leg);
    taker.accept(leg);
  }

  SocketMedia sockets() {
    return (SocketMedia) media;
  }

  InetSocketAddress address(SipTransport transport) {
    return stack.listening(transport).bound();
  }

  SipHop hop(SipTransport transport) {
    return new SipHop(address(transport), transport);
  }

  <E extends DomainEvent> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Events of one call. */
  <E extends DomainEvent.LegEvent> List<E> events(Class<E> type, String callId) {
    return events(type).stream().filter(event -> event.leg().callId().equals(callId)).toList();
  }

  /** The leg of a call once it was handed over. */
  Leg handedOver(String callId) {
    return await().until(() -> taken(callId), Optional::isPresent).orElseThrow();
  }

  Optional<Leg> taken(String callId) {
    return answered.stream().filter(leg -> leg.info().callId().equals(callId)).findFirst();
  }

  /** How a call ended, once nothing is left of it. */
  DomainEvent.LegEnded ended(String callId) {
    await().until(() -> live(callId).isEmpty());
    List<DomainEvent.LegEnded> all = events(DomainEvent.LegEnded.class, callId);
    assertThat(all).hasSize(1);
    if (media instanceof SocketMedia sockets) {
      assertThat(sockets.of(callId).stream().allMatch(SocketSession::closed)).isTrue();
    }
    return all.getFirst();
  }

  Optional<LiveLeg> live(String callId) {
    return sip.legs().stream()
        .filter(live -> live.leg().info().callId().equals(callId))
        .findFirst();
  }

  /** Call-IDs whose connector is remembered. */
  int trackedCalls() {
    return trace.connectors().size();
  }

  /** The media of a call. */
  SocketSession media(String callId) {
    return sockets().of(callId).getLast();
  }

  @Override
  public void close() {
    sip.close();
    scheduler.shutdownNow();
    media.close();
  }
}
