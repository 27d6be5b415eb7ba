package io.carillon.media.engine;

import io.carillon.core.call.LegInfo;
import io.carillon.media.dtmf.DigitDeduplicator;
import io.carillon.media.dtmf.DigitDeduplicator.Way;
import io.carillon.media.dtmf.TelephoneEvent;
import io.carillon.media.dtmf.TelephoneEventReceiver;
import io.carillon.media.relay.RelayWay;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each key the far end presses once, whether it came by RTP (RFC 4733), by signalling, as
 * tones in its sound, or by several of them. Owned by the leg's event loop.
 */
final class DigitReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(DigitReceiver.class);

  private final LegInfo info;
  private final TelephoneEventReceiver events = new TelephoneEventReceiver();
  private final DigitDeduplicator deduplicator = new DigitDeduplicator();
  private Consumer<Character> listener = digit -> {};
  private RelayWay onward;
  private boolean agreed;
  private boolean logged;
  private char held;
  private int ssrc;

  DigitReceiver(LegInfo info) {
    this.info = info;
  }

  void listener(Consumer<Character> tellTo) {
    listener = tellTo;
  }

  /** Where keys go in a call of two; null = nowhere. */
  void onward(RelayWay way) {
    onward = way;
  }

  void plan(PayloadMap payloads) {
    agreed = payloads.hasTelephoneEvent();
  }

  /** Takes the payload of one telephone-event packet; of each event any packet will do. */
  void event(
      int source,
      int sequence,
      int timestamp,
      boolean marker,
      byte[] buf,
      int offset,
      int length,
      long at) {
    if (!agreed && !logged) {
      logged = true;
      LOG.info("leg {} sends telephone-events though none were agreed on", info.transactionId());
    }
    if (source != ssrc) {
      ssrc = source;
      events.reset();
    }
    char digit = events.packet(sequence, timestamp, marker, buf, offset, length);
    if (digit != TelephoneEventReceiver.NONE) {
      held = digit;
      tell(digit, Way.RTP, at);
    } else if (held != 0 && length == TelephoneEvent.BYTES) {
      deduplicator.held(held, Way.RTP, at);
    }
    if (!events.held()) {
      held = 0;
    }
  }

  /** Takes a key that came by signalling. */
  void signalled(char digit, long at) {
    tell(digit, Way.SIGNALLING, at);
  }

  /**
   * Takes what was heard in one packet.
   *
   * @param begun the key that has begun, 0 for none
   * @param pressed the key that still sounds, 0 for none
   */
  void inBand(char begun, char pressed, long at) {
    if (begun != 0) {
      tell(begun, Way.AUDIO, at);
    } else if (pressed != 0) {
      deduplicator.held(pressed, Way.AUDIO, at);
    }
  }

  private void tell(char digit, Way way, long at) {
    if (deduplicator.counts(digit, way, at)) {
      if (onward != null) {
        onward.key(digit, way == Way.RTP);
      }
      listener.accept(digit);
    }
  }
}
