package io.carillon.core.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.DomainEvent.MeetingEnded;
import io.carillon.core.event.DomainEvent.MeetingStarted;
import io.carillon.core.event.DomainEvent.ParticipantJoined;
import io.carillon.core.event.DomainEvent.ParticipantLeft;
import io.carillon.core.event.EventBus;
import io.carillon.core.testkit.FakeLeg;
import io.carillon.core.testkit.FakeMix;
import io.carillon.core.testkit.MemoryMeetingStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Legs that come and go at once, so that rooms close while others knock. */
@Timeout(60)
class MeetingRoomsConcurrencyTest {
  private static final int CALLERS = 4;
  private static final int CALLS = 500;
  private static final int LEGS = CALLERS * CALLS;

  @Test
  void whoeverKnocksGetsInAndNoRoomStaysOpen() {
    Queue<DomainEvent> events = new ConcurrentLinkedQueue<>();
    Queue<FakeMix> mixes = new ConcurrentLinkedQueue<>();
    AtomicInteger joined = new AtomicInteger();
    EventBus bus = new EventBus();
    bus.subscribe(events::add);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      MeetingRooms rooms =
          new MeetingRooms(
              new RoomSettings(1000, Path.of("never-recorded")),
              id -> {
                FakeMix mix = new FakeMix();
                mixes.add(mix);
                return mix;
              },
              bus,
              Clock.systemUTC(),
              executor);
      Meeting meeting =
          new MeetingService(
                  new MemoryMeetingStore(), new MeetingIds(new SecureRandom()), Clock.systemUTC())
              .create("", false);

      for (int caller = 0; caller < CALLERS; caller++) {
        String name = "caller-" + caller + "-call-";
        executor.execute(
            () -> {
              for (int call = 0; call < CALLS; call++) {
                FakeLeg leg = new FakeLeg(name + call);
                rooms.enter(meeting, new Passer(leg, joined), false);
                leg.ended().toCompletableFuture().join();
              }
            });
      }

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(count(events, ParticipantLeft.class)).isEqualTo(LEGS);
                assertThat(rooms.snapshots()).isEmpty();
              });
    }
    assertThat(joined).hasValue(LEGS);
    assertThat(count(events, ParticipantJoined.class)).isEqualTo(LEGS);
    assertThat(count(events, MeetingStarted.class))
        .isEqualTo(count(events, MeetingEnded.class))
        .isEqualTo(mixes.size())
        .as("rooms were opened again and again")
        .isGreaterThan(1);
    assertThat(List.copyOf(mixes)).allMatch(FakeMix::closed);
  }

  private static long count(Queue<DomainEvent> events, Class<? extends DomainEvent> type) {
    return events.stream().filter(type::isInstance).count();
  }

  /** Hangs up as soon as it is in. */
  private record Passer(FakeLeg leg, AtomicInteger joined) implements Attendee {
    @Override
    public void waiting() {
      throw new AssertionError("nobody waits for an open meeting");
    }

    @Override
    public void joined(boolean moderator, boolean recorded) {
      joined.incrementAndGet();
      leg.hangUp();
    }

    @Override
    public void refused(Refusal refusal) {
      throw new AssertionError(refusal);
    }

    @Override
    public void meetingEnded() {
      throw new AssertionError("nobody ends it");
    }
  }
}
