package io.carillon.core.metrics;

import io.carillon.core.call.MediaQuality;
import io.carillon.core.event.DomainEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;

/**
 * What the jitter buffers of ended calls had to make up for, as {@code carillon.media...} meters:
 * packets that came too late, twice or out of order, and 20 ms frames that were made up. Subscribe
 * it to the event bus. Thread-safe.
 */
public final class JitterBufferMetrics implements Consumer<DomainEvent> {
  private final Counter late;
  private final Counter duplicate;
  private final Counter reordered;
  private final Counter concealed;

  public JitterBufferMetrics(MeterRegistry registry) {
    late = packets(registry, "late");
    duplicate = packets(registry, "duplicate");
    reordered = packets(registry, "reordered");
    concealed =
        Counter.builder("carillon.media.frames.concealed")
            .description("20 ms frames made up for what was lost or late, of ended calls")
            .register(registry);
  }

  private static Counter packets(MeterRegistry registry, String how) {
    return Counter.builder("carillon.media.packets.odd")
        .description("packets that came late, twice or out of order, of ended calls")
        .tag("how", how)
        .register(registry);
  }

  @Override
  public void accept(DomainEvent event) {
    if (event instanceof DomainEvent.LegEnded ended) {
      MediaQuality quality = ended.quality();
      late.increment(quality.latePackets());
      duplicate.increment(quality.duplicatePackets());
      reordered.increment(quality.reorderedPackets());
      concealed.increment(quality.concealedFrames());
    }
  }
}
