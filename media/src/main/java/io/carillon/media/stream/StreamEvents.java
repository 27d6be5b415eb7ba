package io.carillon.media.stream;

import io.carillon.core.call.LegInfo;
import io.carillon.core.event.AudioStream;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import io.carillon.core.event.StreamedParty;
import io.carillon.core.stream.StreamSink;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Tells the world of one stream: started, ended, and failed at most once. Thread-safe. */
final class StreamEvents implements StreamSink.Listener {
  private final LegInfo leg;
  private final EventBus events;
  private final Supplier<StreamedParty> party;
  private final InstantSource wall;
  private DomainEvent.StreamStarted started;
  private Instant ending;
  private boolean failed;

  StreamEvents(LegInfo leg, EventBus events, Supplier<StreamedParty> party, InstantSource wall) {
    this.leg = leg;
    this.events = events;
    this.party = party;
    this.wall = wall;
  }

  @Override
  public void started(String streamArn, String firstFragmentNumber, Instant firstSample) {
    AudioStream stream = new AudioStream(streamArn, firstFragmentNumber, party.get());
    synchronized (this) {
      started = new DomainEvent.StreamStarted(firstSample, leg, stream);
    }
    events.publish(started);
  }

  @Override
  public void failed(String why) {
    synchronized (this) {
      if (failed) {
        return;
      }
      failed = true;
    }
    events.publish(new DomainEvent.StreamFailed(wall.instant(), leg, why));
  }

  /** No more audio comes; when the sink has kept what came may be much later. */
  synchronized void ending() {
    ending = wall.instant();
  }

  @Override
  public void ended() {
    DomainEvent.StreamStarted began;
    Instant end;
    synchronized (this) {
      began = started;
      end = ending == null ? wall.instant() : ending;
    }
    if (began != null) {
      events.publish(new DomainEvent.StreamEnded(end, leg, began.at(), began.stream()));
    }
  }
}
