package io.carillon.cli.serve;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.List;

/**
 * What the process itself uses: heap and direct memory, pauses of the collector, threads, file
 * handles, CPU. Netty takes its direct memory past the JVM's counters, so its own are shown too.
 */
final class ProcessMeters {
  private ProcessMeters() {}

  static void register(MeterRegistry registry, Shutdown shutdown) {
    for (MeterBinder binder :
        List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new FileDescriptorMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics())) {
      binder.bindTo(registry);
    }
    shutdown.add("collector meters", collector(registry));
    if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider netty) {
      new NettyAllocatorMetrics(netty).bindTo(registry);
    }
  }

  private static JvmGcMetrics collector(MeterRegistry registry) {
    JvmGcMetrics collector = new JvmGcMetrics();
    collector.bindTo(registry);
    return collector;
  }
}
