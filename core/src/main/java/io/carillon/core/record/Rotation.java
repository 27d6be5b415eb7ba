package io.carillon.core.record;

import java.time.Duration;

/**
 * When a JSON-lines file makes room for a new one.
 *
 * @param maxBytes size from which the next write goes to a new file, at least 1
 * @param maxAge age from which it does
 * @param keepFiles rotated files kept beside the present one; the oldest go
 */
public record Rotation(long maxBytes, Duration maxAge, int keepFiles) {
  /** 64 MiB or a day, thirty old files. */
  public static final Rotation DEFAULT = new Rotation(64L << 20, Duration.ofDays(1), 30);

  public Rotation {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes " + maxBytes + ": allowed from 1");
    }
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException("maxAge " + maxAge + ": must be longer than 0");
    }
    if (keepFiles < 0) {
      throw new IllegalArgumentException("keepFiles " + keepFiles + ": allowed from 0");
    }
  }
}
