package io.carillon.sip.bridge;

import io.carillon.core.call.CallBridge;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegAudio;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.leg.Body;
import io.carillon.sip.leg.InDialogRequest;
import io.carillon.sip.leg.SipCall;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which two legs of a call hear each other, and keys that have to go by signalling. Owned by the
 * call's strand.
 */
final class Hearing {
  private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
  private static final int KEY_MILLIS = 160;

  private final CallBridge audio;
  private final BridgedCall call;
  private SipCall one;
  private SipCall other;
  private Optional<CallBridge.Bridge> bridge = Optional.empty();

  Hearing(CallBridge audio, BridgedCall call) {
    this.audio = audio;
    this.call = call;
  }

  /** Lets them hear each other; nothing when they do. */
  void join(SipCall first, SipCall second, Runnable heard) {
    if (first == one && second == other && bridge.isPresent()) {
      whenHeard(bridge.get(), heard);
      return;
    }
    one = first;
    other = second;
    bridge = Optional.empty(); // what was bridged before is taken apart by this
    CallBridge.Bridge made;
    try {
      made = audio.bridge(first.audio(), second.audio(), this::keyed);
    } catch (IllegalArgumentException | IllegalStateException e) {
      LOG.warn("{}: no sound: {}", first.info().callId(), e.getMessage());
      call.over(EndReason.INTERNAL_ERROR, List.of());
      return;
    }
    bridge = Optional.of(made);
    whenHeard(made, heard);
  }

  private void whenHeard(CallBridge.Bridge made, Runnable heard) {
    made.bridged()
        .whenComplete(
            (done, failure) ->
                call.run(
                    () -> {
                      if (failure == null && bridge.filter(b -> b == made).isPresent()) {
                        heard.run();
                      }
                    }));
  }

  private void keyed(LegAudio to, char digit) {
    call.run(
        () -> {
          if (one != null && to == one.audio()) {
            sendKey(one, digit);
          } else if (other != null && to == other.audio()) {
            sendKey(other, digit);
          }
        });
  }

  private static void sendKey(SipCall leg, char digit) {
    String body = "Signal=" + digit + "\r\nDuration=" + KEY_MILLIS + "\r\n";
    leg.request(
        new InDialogRequest(
            "INFO", List.<HeaderLine>of(), Optional.of(new Body("application/dtmf-relay", body))),
        outcome -> LOG.debug("{}: INFO with a key: {}", leg.info().callId(), outcome.status()));
  }

  /** One of them is heard elsewhere now; that is not ours to take apart any more. */
  void forget() {
    bridge = Optional.empty();
  }

  void close() {
    bridge.ifPresent(CallBridge.Bridge::close);
    bridge = Optional.empty();
  }
}
