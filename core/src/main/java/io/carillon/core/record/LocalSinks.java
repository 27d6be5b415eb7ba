package io.carillon.core.record;

import java.util.Objects;

/** Logs and events as JSON-lines files in the layout of the data folder. Thread-safe. */
public final class LocalSinks {
  private final JsonLinesFolder files;

  /**
   * @param files rooted at the data folder
   */
  public LocalSinks(JsonLinesFolder files) {
    this.files = Objects.requireNonNull(files, "files");
  }

  /** {@code logs/aws/GROUP/VOICECONNECTORID.jsonl}. */
  public LogSink logs() {
    return (group, voiceConnectorId, at, json) ->
        files.append("logs/aws/" + group.folder(), voiceConnectorId, json);
  }

  /** {@code events/streaming.jsonl} and {@code events/meetings.jsonl}. */
  public EventSink events() {
    return event -> files.append("events", event.stream().file(), event.json());
  }
}
