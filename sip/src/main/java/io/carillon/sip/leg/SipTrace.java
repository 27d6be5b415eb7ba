package io.carillon.sip.leg;

import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import io.carillon.sip.transport.SipMessageTap;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Publishes every SIP message as a domain event, under the connector and the transaction ID of its
 * call. The message that begins a call waits until the call is known, or refused. Made before the
 * stack, which it listens to. Thread-safe.
 */
public final class SipTrace implements SipMessageTap {
  private static final int MAX_WAITING_CALLS = 256;
  private static final long PATIENCE_MILLIS = 2000;

  private final EventBus events;
  private final Clock clock;
  private final CallConnectors connectors;
  private final EarlyMessages<Passed> early =
      new EarlyMessages<>(MAX_WAITING_CALLS, PATIENCE_MILLIS);

  private record Passed(Instant at, String callId, boolean inbound, String text) {}

  /**
   * @param defaultConnector connector of messages that belong to no known call
   * @param defaultRegion its region
   */
  public SipTrace(EventBus events, Clock clock, String defaultConnector, String defaultRegion) {
    this.events = events;
    this.clock = clock;
    this.connectors = new CallConnectors(defaultConnector, defaultRegion, this::known);
  }

  CallConnectors connectors() {
    return connectors;
  }

  @Override
  public void message(
      boolean inbound, String callId, String localAddress, String remote, String rawText) {
    Passed passed = new Passed(clock.instant(), callId, inbound, rawText);
    if (connectors.find(callId) != null) {
      publish(passed);
    } else {
      ofNoKnownCall(passed);
    }
  }

  private void ofNoKnownCall(Passed passed) {
    List<Passed> over;
    synchronized (early) {
      long now = passed.at().toEpochMilli();
      over = early.over(now);
      boolean begins = passed.inbound() && passed.text().startsWith("INVITE ");
      boolean follows = early.waits(passed.callId()) && !isFinal(passed);
      if (connectors.find(passed.callId()) == null
          && (begins || follows)
          && early.add(passed.callId(), passed, now)) {
        passed = null;
      } else {
        over.addAll(early.take(passed.callId()));
      }
    }
    over.forEach(this::publish);
    if (passed != null) {
      publish(passed);
    }
  }

  private static boolean isFinal(Passed passed) {
    String text = passed.text();
    return text.length() > 8 && text.startsWith("SIP/2.0 ") && text.charAt(8) != '1';
  }

  private void known(String callId) {
    List<Passed> waited;
    synchronized (early) {
      waited = early.take(callId);
    }
    waited.forEach(this::publish);
  }

  private void publish(Passed passed) {
    CallConnectors.Place place = connectors.of(passed.callId());
    events.publish(
        new DomainEvent.SipMessagePassed(
            passed.at(),
            place.connector(),
            place.region(),
            passed.callId(),
            place.transactionId(),
            passed.inbound(),
            passed.text()));
  }
}
