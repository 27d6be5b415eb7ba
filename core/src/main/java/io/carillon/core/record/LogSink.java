package io.carillon.core.record;

import java.time.Instant;

/**
 * Where log records of voice connectors go: JSON-lines files under the data folder, or CloudWatch
 * Logs.
 *
 * <p>Thread-safe and never blocking: what cannot be taken is counted by the sink.
 */
@FunctionalInterface
public interface LogSink {

  /**
   * Takes one record.
   *
   * @param at the record's own time
   * @param json one JSON object without line ends
   */
  void append(LogGroup group, String voiceConnectorId, Instant at, String json);

  /** The kinds of log; in CloudWatch each connector has a log group of each kind. */
  enum LogGroup {
    MEDIA_QUALITY("ChimeVoiceConnectorLogs"),
    SIP_MESSAGES("ChimeVoiceConnectorSipMessages");

    private final String folder;

    LogGroup(String folder) {
      this.folder = folder;
    }

    /** Folder below {@code logs/aws}. */
    public String folder() {
      return folder;
    }

    /** Name in CloudWatch Logs. */
    public String logGroupName(String voiceConnectorId) {
      return "/aws/" + folder + "/" + voiceConnectorId;
    }
  }
}
