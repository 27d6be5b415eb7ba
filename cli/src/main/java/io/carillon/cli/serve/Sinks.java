package io.carillon.cli.serve;

import io.carillon.aws.client.AwsAccess;
import io.carillon.aws.event.EventBridgeTarget;
import io.carillon.aws.event.SnsTarget;
import io.carillon.aws.event.SpooledEventSink;
import io.carillon.aws.event.SqsTarget;
import io.carillon.aws.log.CloudWatchLogSink;
import io.carillon.aws.log.CloudWatchLogTarget;
import io.carillon.aws.metrics.CloudWatchMetricTarget;
import io.carillon.aws.object.CdrBucket;
import io.carillon.aws.object.S3CdrSink;
import io.carillon.core.config.AwsEndpoints;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.Setting;
import io.carillon.core.config.Settings;
import io.carillon.core.connector.ConnectorLookup;
import io.carillon.core.connector.StreamingConfiguration.NotificationTarget;
import io.carillon.core.record.CdrSink;
import io.carillon.core.record.EventEnvelope.Stream;
import io.carillon.core.record.EventSink;
import io.carillon.core.record.JsonLinesFolder;
import io.carillon.core.record.LocalCdrSink;
import io.carillon.core.record.LocalSinks;
import io.carillon.core.record.LogSink;
import io.carillon.core.record.StreamingTargets;
import io.carillon.core.spool.Outbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Where logs, events and call detail records go, as the settings say. */
record Sinks(LogSink quality, LogSink sipMessages, EventSink events, CdrSink cdrs) {
  /** Log records go together: fewer calls, and nobody reads them within the second. */
  private static final Duration GATHER_LOGS = Duration.ofSeconds(1);

  private static final Duration GATHER_EVENTS = Duration.ofMillis(50);

  static Sinks choose(
      Base base,
      ConnectorLookup connectors,
      JsonLinesFolder lines,
      JsonLinesFolder sipLines,
      Outboxes outboxes)
      throws StartException {
    Settings settings = base.settings();
    AwsAccess logs = access(settings, AwsEndpoints.LOGS);
    boolean cloudWatch = settings.get(CarillonSettings.LOGS_SINK).equals("cloudwatch");
    boolean sipMessages = settings.get(CarillonSettings.LOGS_SIP_MESSAGES);
    return new Sinks(
        cloudWatch ? logs("quality-log", logs, outboxes) : new LocalSinks(lines).logs(),
        cloudWatch && sipMessages
            ? logs("sip-message-log", logs, outboxes)
            : new LocalSinks(sipLines).logs(),
        events(settings, new StreamingTargets(connectors), lines, outboxes),
        cdrs(base, outboxes));
  }

  /** How a service is reached. */
  static AwsAccess access(Settings settings, Setting<String> service) {
    return new AwsAccess(
        settings.get(CarillonSettings.AWS_REGION),
        AwsEndpoints.of(settings, service),
        Optional.empty());
  }

  private static LogSink logs(String name, AwsAccess aws, Outboxes outboxes) throws StartException {
    return new CloudWatchLogSink(
        outboxes.open(name, GATHER_LOGS, new CloudWatchLogTarget(aws, OwnAddress.hostName())));
  }

  static Outbox metrics(Settings settings, Outboxes outboxes) throws StartException {
    return outboxes.open(
        "metrics", GATHER_LOGS, new CloudWatchMetricTarget(access(settings, AwsEndpoints.METRICS)));
  }

  /** The local file has every event that does not go to EventBridge in its place. */
  private static EventSink events(
      Settings settings, StreamingTargets targets, JsonLinesFolder lines, Outboxes outboxes)
      throws StartException {
    List<EventSink> sinks = new ArrayList<>();
    Set<Stream> streaming = EnumSet.of(Stream.STREAMING);
    EventSink local = new LocalSinks(lines).events();
    if (settings.get(CarillonSettings.EVENTS_SINK).equals("eventbridge")) {
      EventBridgeTarget target =
          new EventBridgeTarget(access(settings, AwsEndpoints.EVENTS), source(settings));
      EventSink bridge =
          new SpooledEventSink(
              outboxes.open("eventbridge", GATHER_EVENTS, target), EnumSet.allOf(Stream.class));
      sinks.add(
          event ->
              (targets.wants(event, NotificationTarget.EVENT_BRIDGE) ? bridge : local).put(event));
    } else {
      sinks.add(local);
    }
    String topic = settings.get(CarillonSettings.EVENTS_SNS_TOPIC);
    if (!topic.isEmpty()) {
      SnsTarget target = new SnsTarget(access(settings, AwsEndpoints.SNS), topic);
      EventSink sns = new SpooledEventSink(outboxes.open("sns", GATHER_EVENTS, target), streaming);
      sinks.add(targets.only(NotificationTarget.SNS, sns));
    }
    String queue = settings.get(CarillonSettings.EVENTS_SQS_QUEUE);
    if (!queue.isEmpty()) {
      SqsTarget target = new SqsTarget(access(settings, AwsEndpoints.SQS), queue);
      EventSink sqs = new SpooledEventSink(outboxes.open("sqs", GATHER_EVENTS, target), streaming);
      sinks.add(targets.only(NotificationTarget.SQS, sqs));
    }
    List<EventSink> all = List.copyOf(sinks);
    return event -> all.forEach(sink -> sink.put(event));
  }

  /** The envelope's source, but for one that Amazon keeps for itself. */
  private static UnaryOperator<String> source(Settings settings) {
    String set = settings.get(CarillonSettings.EVENTS_SOURCE);
    boolean amazons = AwsEndpoints.of(settings, AwsEndpoints.EVENTS).isEmpty();
    String instead = !set.isEmpty() ? set : amazons ? "carillon.chime" : "aws.chime";
    return source -> source.startsWith("aws.") ? instead : source;
  }

  private static CdrSink cdrs(Base base, Outboxes outboxes) throws StartException {
    String name = base.settings().get(CarillonSettings.CDR_BUCKET);
    if (base.settings().get(CarillonSettings.CDR_SINK).equals("local")) {
      return new LocalCdrSink(base.data().root(), name);
    }
    CdrBucket bucket = new CdrBucket(access(base.settings(), AwsEndpoints.S3), name);
    try {
      return new S3CdrSink(outboxes.open("cdr", Duration.ZERO, bucket), bucket, base.clock());
    } catch (IOException e) {
      throw new StartException("spool/cdr in the data folder: " + e.getMessage(), e);
    }
  }
}
