package io.carillon.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogLimiterTest {
  private final AtomicLong now = new AtomicLong();
  private final LogLimiter limiter = new LogLimiter(Duration.ofMinutes(1), 3, now::get);

  @Test
  void oneLinePerSourceAndMinute() {
    assertThat(limiter.permit("192.0.2.1")).isTrue();
    assertThat(limiter.permit("192.0.2.1")).isFalse();
    assertThat(limiter.permit("192.0.2.2")).isTrue();

    now.addAndGet(Duration.ofSeconds(60).toNanos());

    assertThat(limiter.permit("192.0.2.1")).isTrue();
  }

  @Test
  void aFloodOfSourcesFillsNeitherMemoryNorDisk() {
    int lines = 0;
    for (int source = 0; source < 100_000; source++) {
      if (limiter.permit("2001:db8::" + Integer.toHexString(source))) {
        lines++;
      }
    }

    assertThat(lines).isEqualTo(4); // three remembered ones and one for the flood
    assertThat(limiter.sources()).isEqualTo(3);
  }

  @Test
  void anOldSourceMakesRoomForANewOne() {
    limiter.permit("a");
    limiter.permit("b");
    limiter.permit("c");
    now.addAndGet(Duration.ofMinutes(2).toNanos());

    assertThat(limiter.permit("d")).isTrue();
    assertThat(limiter.permit("e")).isTrue();
  }
}
