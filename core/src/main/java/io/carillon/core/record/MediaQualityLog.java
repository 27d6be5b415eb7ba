package io.carillon.core.record;

import io.carillon.core.quality.QualityMinute;
import io.carillon.core.record.LogSink.LogGroup;
import java.util.Objects;
import java.util.function.Consumer;

/** Writes each quality minute to the media quality log of its connector. Thread-safe. */
public final class MediaQualityLog implements Consumer<QualityMinute> {
  private final LogSink sink;

  public MediaQualityLog(LogSink sink) {
    this.sink = Objects.requireNonNull(sink, "sink");
  }

  @Override
  public void accept(QualityMinute minute) {
    sink.append(
        LogGroup.MEDIA_QUALITY, minute.call().voiceConnectorId(), minute.at(), minute.json());
  }
}
