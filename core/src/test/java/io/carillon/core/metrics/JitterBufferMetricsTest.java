package io.carillon.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.DirectionQuality;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.record.Legs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class JitterBufferMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final JitterBufferMetrics metrics = new JitterBufferMetrics(registry);

  @Test
  void whatCallsHadToMakeUpForAddsUp() {
    LegInfo leg = Legs.leg("t-1");
    MediaQuality quality =
        new MediaQuality(
            DirectionQuality.NONE, DirectionQuality.NONE, 0, 0, 1, 2, 3, 4, 60, 1, "PCMU");

    metrics.accept(Legs.answered(leg));
    for (int call = 0; call < 2; call++) {
      metrics.accept(
          new DomainEvent.LegEnded(
              Legs.START, leg, Legs.START, EndReason.REMOTE_HANGUP, 200, quality));
    }

    assertThat(odd("late")).isEqualTo(2);
    assertThat(odd("duplicate")).isEqualTo(4);
    assertThat(odd("reordered")).isEqualTo(6);
    assertThat(registry.get("carillon.media.frames.concealed").counter().count()).isEqualTo(8);
  }

  private double odd(String how) {
    return registry.get("carillon.media.packets.odd").tag("how", how).counter().count();
  }
}
