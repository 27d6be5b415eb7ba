package io.carillon.sip.stack;

import java.net.InetAddress;
import javax.sip.message.Request;

/** Decides which requests are looked at; the others vanish without an answer. */
@FunctionalInterface
public interface RequestFilter {
  /** Called by handler threads; must return at once. */
  boolean allows(Request request, InetAddress source);

  /** Everyone. */
  static RequestFilter all() {
    return (request, source) -> true;
  }
}
