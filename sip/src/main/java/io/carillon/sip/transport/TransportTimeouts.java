package io.carillon.sip.transport;

import java.time.Duration;

/**
 * How long the transports wait.
 *
 * @param partialMessage from the first byte of a message to its last (slow senders)
 * @param idle a stream connection without any byte received
 * @param handshake TLS, from the open connection on
 * @param connect of an outbound connection
 * @param ping silence on an outbound connection before a keep-alive is sent (RFC 5626: 95-120 s)
 * @param pong wait for its answer before the connection is given up (RFC 5626: 10 s)
 */
public record TransportTimeouts(
    Duration partialMessage,
    Duration idle,
    Duration handshake,
    Duration connect,
    Duration ping,
    Duration pong) {

  public static TransportTimeouts defaults() {
    return new TransportTimeouts(
        Duration.ofSeconds(10),
        Duration.ofMinutes(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(100),
        Duration.ofSeconds(10));
  }
}
