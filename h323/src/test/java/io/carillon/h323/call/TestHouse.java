package io.carillon.h323.call;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.call.LegProtocol;
import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.config.PortRange;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import io.carillon.h323.h245.AudioCodec;
import io.carillon.media.codec.Codecs;
import io.carillon.media.engine.DefaultMediaEngine;
import io.carillon.media.engine.MediaSettings;
import io.carillon.media.loop.NioUdpNetwork;
import io.carillon.media.stream.TapFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A server on loopback with the real media plane, and what comes of its calls. */
final class TestHouse implements AutoCloseable {
  final List<Leg> legs = new CopyOnWriteArrayList<>();
  final List<DomainEvent> events = new CopyOnWriteArrayList<>();
  final List<DialPlan.CallRequest> requests = new CopyOnWriteArrayList<>();
  final H323Service service;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final DefaultMediaEngine media;

  TestHouse() throws IOException {
    this(Duration.ofSeconds(10));
  }

  TestHouse(Duration patience) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    media =
        new DefaultMediaEngine(
            MediaSettings.defaults().on(loopback, 20_000, 29_999).withLoops(1),
            new Codecs(),
            TapFactory.NONE,
            new NioUdpNetwork(System::nanoTime),
            new SecureRandom(),
            Clock.systemUTC(),
            System::nanoTime);
    media.portsOf(LegProtocol.H323, 5_100, 6_200);
    EventBus bus = new EventBus();
    bus.subscribe(events::add);
    service =
        new H323Service(
            media,
            bus,
            this::route,
            new H323Service.Runtime(
                threads, Scheduler.on(timer), new SecureRandom(), Clock.systemUTC()),
            new CallSettings(
                20,
                10,
                1_000,
                new PortRange(5_100, 6_200),
                List.of(AudioCodec.values()),
                patience,
                "connector",
                "us-east-1",
                "Carillon",
                "1.0"));
    service.start(new InetSocketAddress(loopback, 0));
  }

  private DialPlan.Route route(DialPlan.CallRequest request) {
    requests.add(request);
    return request.user().equals("nobody")
        ? new DialPlan.Refuse(EndReason.UNKNOWN_DESTINATION, "")
        : new DialPlan.Answer("", "", legs::add);
  }

  InetSocketAddress address() {
    return service.address();
  }

  /** Ports of calls before are free at once, which they are after their rest otherwise. */
  void restPorts() {
    media.portsOf(LegProtocol.H323, 6_300, 6_400);
  }

  /** How the calls ended. */
  List<EndReason> endings() {
    return events.stream()
        .filter(DomainEvent.LegEnded.class::isInstance)
        .map(event -> ((DomainEvent.LegEnded) event).reason())
        .toList();
  }

  @Override
  public void close() {
    service.close();
    media.close();
    threads.shutdownNow();
    timer.shutdownNow();
  }
}
