package io.carillon.media.engine;

import io.carillon.core.call.CallBridge;
import io.carillon.core.call.CallBridge.UndeliveredKeys;
import io.carillon.media.loop.MediaLoop;
import io.carillon.media.relay.CallRelay;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Brings two sessions together on one loop, the second one to the first's, and takes them apart.
 * Thread-safe.
 */
final class SessionBridge implements CallBridge.Bridge {
  private final DefaultMediaSession one;
  private final DefaultMediaSession other;
  private final UndeliveredKeys keys;
  private final CompletableFuture<Void> bridged = new CompletableFuture<>();
  private volatile boolean closed;

  /** Owned by the loop of both. */
  private CallRelay relay;

  SessionBridge(DefaultMediaSession one, DefaultMediaSession other, UndeliveredKeys keys) {
    this.one = one;
    this.other = other;
    this.keys = keys;
  }

  void open() {
    if (!other.execute(this::meet)) {
      fail("the media plane has been closed");
    }
  }

  /** On the loop of the second leg, until it is that of the first, too. */
  private void meet() {
    if (closed) {
      fail("the bridge was closed before");
    } else if (other.media().closed()) {
      fail("the leg has ended");
    } else {
      MediaLoop here = other.media().loop();
      MediaLoop target = one.media().loop();
      if (target == here) {
        connect(here);
      } else {
        other.media().moveForCall(target, this::meet);
      }
    }
  }

  private void connect(MediaLoop loop) {
    LegMedia first = one.media();
    LegMedia second = other.media();
    if (first.closed()) {
      fail("the leg has ended");
      return;
    }
    first.leave();
    second.leave();
    relay =
        new CallRelay(
            loop,
            first,
            second,
            digit -> keys.undelivered(one, digit),
            digit -> keys.undelivered(other, digit));
    first.entered(relay);
    second.entered(relay);
    bridged.complete(null);
  }

  private void fail(String reason) {
    bridged.completeExceptionally(new IllegalStateException(reason));
  }

  @Override
  public CompletionStage<Void> bridged() {
    return bridged.minimalCompletionStage();
  }

  @Override
  public void close() {
    closed = true;
    one.execute(
        () -> {
          if (relay != null) {
            relay.end();
          } else {
            fail("the bridge was closed before");
          }
        });
  }
}
