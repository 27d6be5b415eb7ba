package io.carillon.media.engine;

import io.carillon.core.call.LegInfo;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each key the far end presses once, whether it came by RTP (RFC 4733), by signalling or by
 * both. Owned by the leg's event loop.
 */
final class DigitReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(DigitReceiver.class);

  private static final String EVENTS = "0123456789*#ABCD";
  private static final long BOTH_WAYS_NANOS = 500_000_000L;

  private final LegInfo info;
  private Consumer<Character> listener = digit -> {};
  private boolean agreed;
  private boolean logged;
  private boolean anyEvent;
  private int lastTimestamp;
  private char lastDigit;
  private boolean lastByRtp;
  private long lastAt;

  DigitReceiver(LegInfo info) {
    this.info = info;
  }

  void listener(Consumer<Character> tellTo) {
    listener = tellTo;
  }

  void plan(PayloadMap payloads) {
    agreed = payloads.hasTelephoneEvent();
  }

  /** Takes the payload of one telephone-event packet; of each event any packet will do. */
  void event(byte[] buf, int offset, int length, int timestamp, boolean marker, long at) {
    if (length < 4 || (buf[offset] & 0xFF) >= EVENTS.length()) {
      return;
    }
    if (!agreed && !logged) {
      logged = true;
      LOG.info("leg {} sends telephone-events though none were agreed on", info.transactionId());
    }
    if (anyEvent && timestamp == lastTimestamp) {
      return;
    }
    anyEvent = true;
    lastTimestamp = timestamp;
    tell(EVENTS.charAt(buf[offset]), true, at);
  }

  /** Takes a key that came by signalling. */
  void signalled(char digit, long at) {
    tell(digit, false, at);
  }

  private void tell(char digit, boolean byRtp, long at) {
    boolean again = digit == lastDigit && byRtp != lastByRtp && at - lastAt < BOTH_WAYS_NANOS;
    lastDigit = again ? 0 : digit;
    lastByRtp = byRtp;
    lastAt = at;
    if (!again) {
      listener.accept(digit);
    }
  }
}
