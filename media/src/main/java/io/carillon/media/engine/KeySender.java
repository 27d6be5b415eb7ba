package io.carillon.media.engine;

import io.carillon.media.dtmf.TelephoneEvent;
import io.carillon.media.dtmf.TelephoneEventSender;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.PayloadFormat;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Keys that are sent to the far end by telephone-events (RFC 4733), one after another, each in the
 * place of some packets of audio. Owned by the leg's event loop; allocates nothing per packet.
 */
final class KeySender {
  static final int MOST_WAITING = 32;

  private static final int PRESS_MILLIS = 100;

  /** Between two keys, beside the copies of the end: receivers want 40 ms (ITU-T Q.24). */
  private static final int PAUSE_MILLIS = 40;

  private final Queue<Key> waiting = new ArrayDeque<>();
  private final byte[] payload = new byte[TelephoneEvent.BYTES];
  private TelephoneEventSender sender = new TelephoneEventSender();
  private CompletableFuture<Boolean> present;
  private int pauseTicks;

  /** -1 = none was agreed on, or nothing may be sent. */
  private int type = -1;

  private int eventHz;
  private int audioHz;

  private record Key(char digit, CompletableFuture<Boolean> sent) {}

  /**
   * Takes over what a plan says.
   *
   * @param on whether anything may be sent
   */
  void plan(AudioPlan plan, boolean on) {
    type = on ? plan.sendTelephoneEvent().orElse(-1) : -1;
    audioHz = plan.send().clockRate();
    PayloadFormat event = plan.receive().get(type);
    eventHz = event != null && event.is("telephone-event") ? event.clockRate() : audioHz;
    if (type < 0) {
      drop();
    }
  }

  /** Keys can be sent. */
  boolean agreed() {
    return type >= 0;
  }

  /**
   * Sends a key when those before it are through.
   *
   * @param sent told whether it was
   */
  void press(char digit, CompletableFuture<Boolean> sent) {
    if (type < 0 || waiting.size() >= MOST_WAITING) {
      sent.complete(false);
    } else {
      waiting.add(new Key(digit, sent));
    }
  }

  /** A key is being sent or waits. */
  boolean busy() {
    return present != null || !waiting.isEmpty();
  }

  /**
   * Whether the next packet is one of a key's; begins the next key when its time has come.
   *
   * @param timestamp of the packet
   */
  boolean due(int timestamp) {
    if (present != null) {
      return true;
    }
    if (pauseTicks > 0 || waiting.isEmpty()) {
      return false;
    }
    Key key = waiting.remove();
    present = key.sent();
    sender.start(key.digit(), timestamp, eventHz / 1000 * PRESS_MILLIS);
    return true;
  }

  /**
   * Writes the payload of the next packet of the key.
   *
   * @param ticks of the audio clock a packet lasts
   */
  int next(int ticks) {
    int length = sender.next((int) ((long) ticks * eventHz / audioHz), payload, 0);
    if (!sender.sending()) {
      CompletableFuture<Boolean> done = present;
      present = null;
      pauseTicks = audioHz / 1000 * PAUSE_MILLIS;
      done.complete(true);
    }
    return length;
  }

  /** A packet of audio went by. */
  void passed(int ticks) {
    pauseTicks = Math.max(0, pauseTicks - ticks);
  }

  byte[] payload() {
    return payload;
  }

  int payloadType() {
    return type;
  }

  int timestamp() {
    return sender.timestamp();
  }

  boolean marker() {
    return sender.marker();
  }

  /** From now on no key is sent. */
  void close() {
    type = -1;
    drop();
  }

  /** Gives up what was not sent; a key whose first packets are out was. */
  private void drop() {
    if (present != null) {
      present.complete(true);
      present = null;
      sender = new TelephoneEventSender();
    }
    Key key = waiting.poll();
    while (key != null) {
      key.sent().complete(false);
      key = waiting.poll();
    }
    pauseTicks = 0;
  }
}
