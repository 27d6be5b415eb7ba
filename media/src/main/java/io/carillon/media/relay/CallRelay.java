package io.carillon.media.relay;

import io.carillon.media.loop.MediaLoop;
import io.carillon.media.loop.Tick;
import java.util.function.Consumer;

/**
 * A call of two legs on one event loop, which owns it.
 *
 * <p>RTP passes from leg to leg; RTCP does not: each leg is told what we sent it and got from it,
 * and each measures its own round trip.
 */
public final class CallRelay implements Tick {
  private final MediaLoop loop;
  private final RelayLeg one;
  private final RelayLeg other;
  private final RelayWay toOther;
  private final RelayWay toOne;
  private boolean ended;

  /**
   * Begins the call; both legs are in no other and in no meeting.
   *
   * @param undeliveredToOne told of keys for the one leg that cannot be sent by telephone-events
   * @param undeliveredToOther told of those for the other
   */
  public CallRelay(
      MediaLoop loop,
      RelayLeg one,
      RelayLeg other,
      Consumer<Character> undeliveredToOne,
      Consumer<Character> undeliveredToOther) {
    assert loop.inLoop();
    this.loop = loop;
    this.one = one;
    this.other = other;
    this.toOther = new RelayWay(one, other, undeliveredToOther);
    this.toOne = new RelayWay(other, one, undeliveredToOne);
    changed();
    one.onward(toOther);
    other.onward(toOne);
    loop.addTick(this);
    loop.addRelay();
  }

  /** One of the legs has another plan: both directions follow at once. */
  public void changed() {
    toOther.changed();
    toOne.changed();
  }

  @Override
  public void tick(long nowNanos) {
    toOther.receive(nowNanos);
    toOne.receive(nowNanos);
    toOther.send();
    toOne.send();
    one.endTick(nowNanos);
    other.endTick(nowNanos);
  }

  /** Lets both legs go; only the first call has an effect. */
  public void end() {
    if (ended) {
      return;
    }
    assert loop.inLoop();
    ended = true;
    loop.removeTick(this);
    loop.removeRelay();
    one.onward(null);
    other.onward(null);
    one.released();
    other.released();
  }
}
