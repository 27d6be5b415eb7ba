package io.carillon.cli.serve;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be closed in reverse order. Used by one thread at a time. */
final class Shutdown implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private record Part(String name, AutoCloseable part) {}

  private final ArrayDeque<Part> parts = new ArrayDeque<>();

  /** Takes charge of a part that has been started. */
  <T extends AutoCloseable> T add(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Closes every part; one that fails does not keep the others open. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      Part next = parts.pop();
      try {
        next.part().close();
      } catch (Exception e) { // AutoCloseable declares nothing narrower
        LOG.error("closing {} failed", next.name(), e);
      }
    }
  }
}
