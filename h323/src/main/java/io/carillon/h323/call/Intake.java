package io.carillon.h323.call;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many messages of a connection wait to be handled: it is read no further until some
 * have been. Thread-safe.
 */
final class Intake {
  private static final int MOST_WAITING = 32;

  private final Channel connection;
  private final AtomicInteger waiting = new AtomicInteger();

  Intake(Channel connection) {
    this.connection = connection;
  }

  void came() {
    if (waiting.incrementAndGet() == MOST_WAITING) {
      connection.config().setAutoRead(false);
    }
  }

  void handled() {
    if (waiting.decrementAndGet() == MOST_WAITING / 2) {
      connection.config().setAutoRead(true);
    }
  }
}
