package io.carillon.core.connector;

/**
 * Which logs a connector's calls leave; the server's own log settings still hold.
 *
 * @param sipLogs every SIP message
 * @param mediaMetricLogs a media quality record per call and minute
 */
public record LoggingConfiguration(boolean sipLogs, boolean mediaMetricLogs) {
  /** What a new connector has: both, they cost only disk that rotation bounds. */
  public static final LoggingConfiguration BOTH = new LoggingConfiguration(true, true);
}
