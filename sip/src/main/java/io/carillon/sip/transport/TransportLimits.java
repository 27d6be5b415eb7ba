package io.carillon.sip.transport;

/**
 * How much a peer may ask of the transports before it is refused.
 *
 * @param headBytes start line and header fields of one message
 * @param headLines lines of the head, folded ones counted
 * @param messageBytes head and body
 * @param connections open stream connections, both directions
 * @param connectionsPerSource inbound connections of one address
 * @param newConnectionsPerSecond inbound connections of one address in one second
 * @param handshakes TLS handshakes under way at once
 * @param bytesBeforeFirstMessage on an inbound connection, before its first valid message
 * @param queuedMessages waiting in one stripe of the dispatcher
 * @param queuedBytes of messages waiting in all stripes
 * @param messagesInFlight of one connection, before it is read no further
 * @param queuedOutBytes waiting for an outbound connection to open
 */
public record TransportLimits(
    int headBytes,
    int headLines,
    int messageBytes,
    int connections,
    int connectionsPerSource,
    int newConnectionsPerSecond,
    int handshakes,
    int bytesBeforeFirstMessage,
    int queuedMessages,
    long queuedBytes,
    int messagesInFlight,
    int queuedOutBytes) {

  public TransportLimits {
    requirePositive("headBytes", headBytes);
    requirePositive("headLines", headLines);
    requirePositive("messageBytes", messageBytes);
    requirePositive("connections", connections);
    requirePositive("connectionsPerSource", connectionsPerSource);
    requirePositive("newConnectionsPerSecond", newConnectionsPerSecond);
    requirePositive("handshakes", handshakes);
    requirePositive("bytesBeforeFirstMessage", bytesBeforeFirstMessage);
    requirePositive("queuedMessages", queuedMessages);
    requirePositive("queuedBytes", queuedBytes);
    requirePositive("messagesInFlight", messagesInFlight);
    requirePositive("queuedOutBytes", queuedOutBytes);
  }

  public static TransportLimits defaults() {
    return new TransportLimits(
        16 * 1024, 256, 65_536, 10_000, 200, 50, 200, 65_536, 4_096, 32L << 20, 64, 262_144);
  }

  /** The same with other bounds on inbound connections. */
  public TransportLimits withConnections(int total, int perSource, int newPerSecond) {
    return new TransportLimits(
        headBytes,
        headLines,
        messageBytes,
        total,
        perSource,
        newPerSecond,
        handshakes,
        bytesBeforeFirstMessage,
        queuedMessages,
        queuedBytes,
        messagesInFlight,
        queuedOutBytes);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, is " + value);
    }
  }
}
