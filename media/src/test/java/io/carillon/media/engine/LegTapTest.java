package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.mix.AudioFrame;
import io.carillon.media.stream.AudioTap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where what a leg says is put on the time line of its stream. */
class LegTapTest {
  private final List<Long> begins = new ArrayList<>();
  private final AudioFrame said = new AudioFrame();
  private final AudioFrame silence = new AudioFrame();
  private final LegTap tap =
      new LegTap(
          new AudioTap() {
            @Override
            public void write(short[] pcm, int offset, int samples, long rtpMillisOffset) {
              assertThat(samples).isEqualTo(160);
              begins.add(rtpMillisOffset);
            }

            @Override
            public long dropped() {
              return 0;
            }

            @Override
            public void close() {}
          },
          8000);

  @BeforeEach
  void speak() {
    said.filled(8000);
    silence.nothing();
  }

  private void at(long ourMillis, long mediaMillis) {
    tap.write(said, mediaMillis, ourMillis * 1_000_000);
  }

  @Test
  void frames_follow_each_other_from_zero_wherever_the_rtp_clock_began() {
    at(1000, 777_000);
    at(1020, 777_020);
    at(1040, 777_040);

    assertThat(begins).containsExactly(0L, 20L, 40L);
  }

  @Test
  void a_pause_is_as_long_as_the_rtp_clock_says() {
    at(1000, 0);
    tap.write(silence, 20, 1_020_000_000L);
    at(1600, 590);

    assertThat(begins).containsExactly(0L, 590L);
  }

  @Test
  void ticks_that_were_missed_do_not_shorten_the_stream() {
    at(1000, 0);
    at(1300, 300);

    assertThat(begins).containsExactly(0L, 300L);
  }

  @Test
  void time_never_runs_backwards_while_sound_is_made_up() {
    at(1000, 0);
    at(1020, 0); // starved: concealment, and the RTP clock stands
    at(1040, 0);
    at(1060, 20);

    assertThat(begins).containsExactly(0L, 20L, 40L, 60L);
  }

  @Test
  void a_new_stream_goes_on_by_our_clock() {
    at(1000, 90_000);
    at(1020, 90_020);
    at(6020, 0); // five seconds later another SSRC with a clock of its own
    at(6040, 20);

    assertThat(begins).containsExactly(0L, 20L, 5020L, 5040L);
  }
}
