package io.carillon.sip.transport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counters of the SIP transports. Every meter exists from the start, so that tags stay few and a
 * zero is a zero. Thread-safe.
 */
public final class TransportMetrics {
  private final Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);
  private final Map<SipTransport, Counter> received = new EnumMap<>(SipTransport.class);
  private final Map<SipTransport, Counter> sent = new EnumMap<>(SipTransport.class);
  private final Counter pings;
  private final Counter unparsedFields;
  private final AtomicInteger connections;
  private final AtomicInteger handshakes;

  public TransportMetrics(MeterRegistry registry) {
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, registry.counter("carillon.sip.dropped", "reason", reason.tag()));
    }
    for (SipTransport transport : SipTransport.values()) {
      received.put(transport, messages(registry, transport, "in"));
      sent.put(transport, messages(registry, transport, "out"));
    }
    pings = registry.counter("carillon.sip.pings");
    unparsedFields = registry.counter("carillon.sip.unparsed.fields");
    connections = registry.gauge("carillon.sip.connections", new AtomicInteger());
    handshakes = registry.gauge("carillon.sip.handshakes", new AtomicInteger());
  }

  private static Counter messages(MeterRegistry registry, SipTransport transport, String way) {
    return registry.counter(
        "carillon.sip.messages", "transport", transport.token(), "direction", way);
  }

  void received(SipTransport transport) {
    received.get(transport).increment();
  }

  void sent(SipTransport transport) {
    sent.get(transport).increment();
  }

  void dropped(DropReason reason) {
    dropped.get(reason).increment();
  }

  /** The listener threw. */
  public void handlerFailed() {
    dropped(DropReason.HANDLER_FAILED);
  }

  /** A request was not let through by the valve. */
  public void refusedByValve() {
    dropped(DropReason.REFUSED_BY_VALVE);
  }

  void pinged() {
    pings.increment();
  }

  void unparsedField() {
    unparsedFields.increment();
  }

  /** Stream connections open now. */
  AtomicInteger connections() {
    return connections;
  }

  /** TLS handshakes under way now. */
  AtomicInteger handshakes() {
    return handshakes;
  }

  /** Things not taken for that reason since the start. */
  public double count(DropReason reason) {
    return dropped.get(reason).count();
  }
}
