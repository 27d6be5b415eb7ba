package io.carillon.sip.stack;

import io.carillon.sip.tls.TlsSettings;
import io.carillon.sip.transport.ListenerSettings;
import io.carillon.sip.transport.SipTransport;
import io.carillon.sip.transport.TransportLimits;
import io.carillon.sip.transport.TransportTimeouts;
import java.util.List;

/**
 * Everything the SIP stack is told at its start.
 *
 * @param name for logs and threads
 * @param listeners in order; the first of each transport is the one requests are sent from
 * @param tls null when no listener speaks TLS
 * @param ioThreads event loops, at least 1
 * @param handlerThreads that run the stack and the listener, each for its share of the Call-IDs
 * @param maxServerTransactions above which new requests are dropped
 */
public record SipStackSettings(
    String name,
    List<ListenerSettings> listeners,
    TlsSettings tls,
    TransportLimits limits,
    TransportTimeouts timeouts,
    int ioThreads,
    int handlerThreads,
    int maxServerTransactions) {

  public SipStackSettings {
    listeners = List.copyOf(listeners);
    if (listeners.isEmpty()) {
      throw new IllegalArgumentException("no SIP listener is configured");
    }
    boolean needsTls = listeners.stream().anyMatch(l -> l.transport() == SipTransport.TLS);
    if (needsTls && tls == null) {
      throw new IllegalArgumentException("a TLS listener needs a certificate and a key");
    }
    if (ioThreads < 1 || handlerThreads < 1 || maxServerTransactions < 1) {
      throw new IllegalArgumentException("threads and transactions must be at least 1");
    }
  }

  /** With the default limits, timeouts and threads. */
  public static SipStackSettings of(
      String name, List<ListenerSettings> listeners, TlsSettings tls) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new SipStackSettings(
        name,
        listeners,
        tls,
        TransportLimits.defaults(),
        TransportTimeouts.defaults(),
        Math.max(1, cores / 2),
        Math.max(4, cores * 2),
        20_000);
  }
}
