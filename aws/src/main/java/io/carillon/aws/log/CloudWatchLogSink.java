package io.carillon.aws.log;

import io.carillon.core.record.LogSink;
import io.carillon.core.spool.Outbox;
import java.time.Instant;
import java.util.Objects;

/**
 * Logs to CloudWatch Logs: log group {@code /aws/ChimeVoiceConnectorLogs/ID} or {@code
 * /aws/ChimeVoiceConnectorSipMessages/ID}, by an outbox whose target is a {@link
 * CloudWatchLogTarget}. Thread-safe, never blocks.
 */
public final class CloudWatchLogSink implements LogSink {
  private final Outbox outbox;

  public CloudWatchLogSink(Outbox outbox) {
    this.outbox = Objects.requireNonNull(outbox, "outbox");
  }

  @Override
  public void append(LogGroup group, String voiceConnectorId, Instant at, String json) {
    outbox.offer(
        new LogRecord(group.logGroupName(voiceConnectorId), at.toEpochMilli(), json).encode());
  }
}
