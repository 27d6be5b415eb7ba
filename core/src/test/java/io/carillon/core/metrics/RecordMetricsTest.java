package io.carillon.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.LegInfo;
import io.carillon.core.quality.PhoneCountries;
import io.carillon.core.record.AccountIds;
import io.carillon.core.record.CdrWriter;
import io.carillon.core.record.JsonLinesFolder;
import io.carillon.core.record.Legs;
import io.carillon.core.record.LocalCdrSink;
import io.carillon.core.record.MeetingOwners;
import io.carillon.core.record.Rotation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordMetricsTest {
  @TempDir Path data;

  @Test
  void whatIsKeptAndWhatIsLostCanBeRead() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    LegInfo leg = Legs.leg("t-1");
    try (var scheduler = Executors.newSingleThreadScheduledExecutor();
        var blocking = Executors.newFixedThreadPool(1);
        var lines =
            new JsonLinesFolder(
                data, Rotation.DEFAULT, scheduler, Clock.systemUTC(), System::nanoTime);
        var cdrs =
            new CdrWriter(
                new LocalCdrSink(data, "carillon-cdrs"),
                AccountIds.of("111122223333"),
                new PhoneCountries(),
                MeetingOwners.UNKNOWN,
                data.resolve("run/calls.jsonl"),
                blocking,
                Duration.ofSeconds(10),
                scheduler,
                Clock.systemUTC())) {
      RecordMetrics.register(registry, "events", lines);
      RecordMetrics.register(registry, cdrs);

      lines.append("logs", "one", "{}");
      lines.append("logs", "../two", "{}");
      cdrs.apply(Legs.answered(leg)).join();
      cdrs.apply(Legs.ended(leg, Legs.START)).join();

      assertThat(counted(registry, "lines.dropped")).isEqualTo(1);
      assertThat(counted(registry, "cdrs.stored")).isEqualTo(1);
      assertThat(counted(registry, "cdrs.lost")).isZero();
      await().until(() -> counted(registry, "lines.written") == 1);
    }
  }

  private static double counted(SimpleMeterRegistry registry, String name) {
    return registry.get("carillon.records." + name).functionCounter().count();
  }
}
