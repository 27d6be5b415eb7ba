package io.carillon.core.record;

import io.carillon.core.connector.ConnectorLookup;
import io.carillon.core.quality.QualityMinute;
import io.carillon.core.record.LogSink.LogGroup;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes each quality minute to the media quality log of its connector, unless that is set to have
 * none. Thread-safe.
 */
public final class MediaQualityLog implements Consumer<QualityMinute> {
  private final LogSink sink;
  private final ConnectorLookup connectors;

  public MediaQualityLog(LogSink sink, ConnectorLookup connectors) {
    this.connectors = Objects.requireNonNull(connectors, "connectors");
    this.sink = Objects.requireNonNull(sink, "sink");
  }

  @Override
  public void accept(QualityMinute minute) {
    String connector = minute.call().voiceConnectorId();
    if (connectors.find(connector).map(found -> found.logging().mediaMetricLogs()).orElse(true)) {
      sink.append(LogGroup.MEDIA_QUALITY, connector, minute.at(), minute.json());
    }
  }
}
