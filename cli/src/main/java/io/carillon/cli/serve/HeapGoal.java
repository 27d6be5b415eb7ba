package io.carillon.cli.serve;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the heap should stay below. ZGC otherwise lets garbage grow up to the largest size, half of
 * the machine's memory, before it begins to collect: memory that nobody uses and others may need.
 * The heap still grows beyond when what is in use needs it.
 */
final class HeapGoal {
  private static final Logger LOG = LoggerFactory.getLogger(HeapGoal.class);

  /** Of the largest size: room for what thousands of calls use several times over. */
  private static final int SHARE = 4;

  private static final long LEAST_BYTES = 512L << 20;

  private HeapGoal() {}

  /** Sets it, where the JVM and its collector know such a thing. */
  static void set() {
    long largest = Runtime.getRuntime().maxMemory();
    long goal = Math.min(largest, Math.max(LEAST_BYTES, largest / SHARE));
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .setVMOption("SoftMaxHeapSize", Long.toString(goal));
      LOG.debug("the heap is to stay below {} MB", goal >> 20);
    } catch (IllegalArgumentException e) {
      LOG.debug("the heap has no goal: {}", e.getMessage());
    }
  }
}
