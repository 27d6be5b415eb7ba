package io.carillon.cli.serve;

import io.carillon.admin.health.HealthCheck;
import io.carillon.admin.operator.QualityFeed;
import io.carillon.aws.metrics.CloudWatchMetrics;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.Settings;
import io.carillon.core.connector.ConnectorLookup;
import io.carillon.core.metrics.JitterBufferMetrics;
import io.carillon.core.metrics.RecordMetrics;
import io.carillon.core.metrics.VoiceConnectorMetrics;
import io.carillon.core.quality.PhoneCountries;
import io.carillon.core.quality.QualityRecorder;
import io.carillon.core.record.AccountIds;
import io.carillon.core.record.CdrSink;
import io.carillon.core.record.CdrWriter;
import io.carillon.core.record.EventRecorder;
import io.carillon.core.record.JsonLinesFolder;
import io.carillon.core.record.MediaQualityLog;
import io.carillon.core.record.MeetingOwners;
import io.carillon.core.record.Rotation;
import io.carillon.core.record.SipMessageLog;
import io.carillon.core.spool.Outbox;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Everything that is kept of calls: logs, events, CDRs, quality minutes, metrics. The SIP message
 * log has a queue of its own: whoever floods the server with messages must not push out the rest.
 */
record Records(
    JsonLinesFolder lines,
    JsonLinesFolder sipLines,
    CdrWriter cdrs,
    QualityFeed quality,
    Outboxes outboxes) {
  private static final Duration METRIC_STEP = Duration.ofMinutes(1);
  private static final Duration CDR_PATIENCE = Duration.ofSeconds(2);

  static Records start(Base base, ConnectorLookup connectors, Shutdown shutdown)
      throws StartException {
    Settings settings = base.settings();
    JsonLinesFolder lines = shutdown.add("JSON lines", jsonLines(base));
    JsonLinesFolder sipLines = shutdown.add("SIP message log", jsonLines(base));
    Outboxes outboxes = new Outboxes(base, shutdown);
    Sinks sinks = Sinks.choose(base, connectors, lines, sipLines, outboxes);
    if (settings.get(CarillonSettings.METRICS_SINK).equals("cloudwatch")) {
      Outbox metrics = Sinks.metrics(settings, outboxes);
      // Closed before its outbox: the last minute is published then.
      base.meters()
          .add(
              shutdown
                  .add("CloudWatch metrics", new CloudWatchMetrics(metrics, METRIC_STEP))
                  .registry());
    }
    PhoneCountries countries = new PhoneCountries();
    QualityFeed feed = new QualityFeed();
    VoiceConnectorMetrics metrics = new VoiceConnectorMetrics(base.meters(), System::nanoTime);
    MediaQualityLog qualityLog = new MediaQualityLog(sinks.quality(), connectors);
    QualityRecorder quality =
        shutdown.add(
            "quality recorder",
            new QualityRecorder(
                settings.get(CarillonSettings.QUALITY_INTERVAL),
                base.timer(),
                base.clock(),
                countries,
                List.of(qualityLog, metrics::quality, minute -> feed.accept(minute.json()))));
    CdrWriter cdrs = shutdown.add("CDRs", cdrWriter(base, sinks.cdrs(), countries, shutdown));

    // First: a call's record is on disk before anything else is said of its end.
    base.events().record(cdrs);
    base.events().subscribe(quality);
    base.events().subscribe(metrics);
    base.events().subscribe(new JitterBufferMetrics(base.meters()));
    base.events()
        .subscribe(
            new EventRecorder(
                sinks.events(),
                settings.get(CarillonSettings.AWS_ACCOUNT),
                settings.get(CarillonSettings.AWS_REGION),
                UUID::randomUUID));
    if (settings.get(CarillonSettings.LOGS_SIP_MESSAGES)) {
      base.events().subscribe(new SipMessageLog(sinks.sipMessages(), connectors));
    }
    RecordMetrics.register(base.meters(), "quality-and-events", lines);
    RecordMetrics.register(base.meters(), "sip-messages", sipLines);
    RecordMetrics.register(base.meters(), cdrs);
    cdrs.start();
    return new Records(lines, sipLines, cdrs, feed, outboxes);
  }

  private static JsonLinesFolder jsonLines(Base base) {
    Settings settings = base.settings();
    return new JsonLinesFolder(
        base.data().root(),
        new Rotation(
            settings.get(CarillonSettings.LOGS_ROTATE_SIZE),
            settings.get(CarillonSettings.LOGS_ROTATE_AGE),
            settings.get(CarillonSettings.LOGS_KEEP)),
        base.timer(),
        base.clock(),
        System::nanoTime);
  }

  private static CdrWriter cdrWriter(
      Base base, CdrSink sink, PhoneCountries countries, Shutdown shutdown) throws StartException {
    String account = base.settings().get(CarillonSettings.AWS_ACCOUNT);
    // Platform threads: a disk that hangs must not take the carriers of the virtual threads along.
    ExecutorService disk =
        shutdown.add(
            "CDR disk threads",
            Executors.newFixedThreadPool(
                4, Thread.ofPlatform().name("cdr-", 0).daemon().factory()));
    try {
      return new CdrWriter(
          sink,
          AccountIds.of(account),
          countries,
          MeetingOwners.UNKNOWN,
          base.data().run().resolve("calls.jsonl"),
          disk,
          CDR_PATIENCE,
          base.timer(),
          base.clock());
    } catch (IOException e) {
      throw new StartException("run/calls.jsonl in the data folder: " + e.getMessage(), e);
    }
  }

  /** Failing while records are lost or wait for the disk, and for a minute after that. */
  HealthCheck health() {
    return () ->
        new HealthCheck.Report(
            cdrs.late() == 0 && !lines.isLosing(),
            Map.of(
                "linesWritten",
                lines.written(),
                "linesDropped",
                lines.dropped(),
                "linesRefusedByDisk",
                lines.failed(),
                "sipLinesDropped",
                sipLines.dropped(),
                "cdrsStored",
                cdrs.stored(),
                "cdrsOwed",
                cdrs.owed(),
                "cdrsLost",
                cdrs.lost()));
  }

  /** How the outboxes do, when a setting asks for one. */
  Optional<HealthCheck> outboxHealth() {
    return outboxes.health();
  }
}
