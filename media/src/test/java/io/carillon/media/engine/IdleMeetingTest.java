package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.MeetingAudio;
import io.carillon.media.loop.MediaLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nobody uses costs nothing (6-field-lessons 39: 400 idle rooms loaded another server). */
class IdleMeetingTest {

  @Test
  void rooms_in_which_nobody_is_make_no_loop_tick() {
    try (TestHouse house = new TestHouse()) {
      List<MeetingAudio> rooms = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        rooms.add(house.engine.open("room " + i));
      }
      house.flush();

      // A second of a loop that ticks would be 50 ticks; nothing else in this house needs one.
      long begun = System.nanoTime();
      await().until(() -> System.nanoTime() - begun > 1_000_000_000L);

      assertThat(ticks(house)).isZero();
      rooms.forEach(MeetingAudio::close);
    }
  }

  private static long ticks(TestHouse house) {
    long ticks = 0;
    for (MediaLoop loop : house.engine.loops().loops()) {
      ticks += loop.lateness().total().getTotalCount();
    }
    return ticks;
  }
}
