package io.carillon.sip.leg;

import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import io.carillon.sip.transport.SipMessageTap;
import java.time.Clock;

/**
 * Publishes every SIP message as a domain event, under the connector of its call. Made before the
 * stack, which it listens to. Thread-safe.
 */
public final class SipTrace implements SipMessageTap {
  private final EventBus events;
  private final Clock clock;
  private final CallConnectors connectors;

  /**
   * @param defaultConnector connector of messages that belong to no known call
   * @param defaultRegion its region
   */
  public SipTrace(EventBus events, Clock clock, String defaultConnector, String defaultRegion) {
    this.events = events;
    this.clock = clock;
    this.connectors = new CallConnectors(defaultConnector, defaultRegion);
  }

  CallConnectors connectors() {
    return connectors;
  }

  @Override
  public void message(
      boolean inbound, String callId, String localAddress, String remote, String rawText) {
    CallConnectors.Place place = connectors.of(callId);
    events.publish(
        new DomainEvent.SipMessagePassed(
            clock.instant(), place.connector(), place.region(), callId, inbound, rawText));
  }
}
