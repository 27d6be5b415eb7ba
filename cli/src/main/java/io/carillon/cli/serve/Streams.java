package io.carillon.cli.serve;

import io.carillon.admin.health.HealthCheck;
import io.carillon.aws.video.KinesisStreamSink;
import io.carillon.core.call.LegInfo;
import io.carillon.core.config.AwsEndpoints;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.Settings;
import io.carillon.core.connector.ConnectorLookup;
import io.carillon.core.stream.StreamSink;
import io.carillon.core.stream.StreamingRules;
import io.carillon.media.stream.LocalStreamSink;
import io.carillon.media.stream.StreamRecorder;
import io.carillon.media.stream.StreamRetention;
import io.carillon.media.stream.TapFactory;
import io.carillon.sip.recording.RecordedStreams;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Whose audio is streamed, and where to.
 *
 * @param kinesis where to, when that is Kinesis Video Streams
 */
record Streams(StreamingRules rules, StreamRecorder recorder, Optional<KinesisStreamSink> kinesis) {

  /**
   * @param inviteHeaders the headers of a leg's INVITE, for streaming events
   */
  static Streams start(
      Base base,
      ConnectorLookup connectors,
      Function<LegInfo, Map<String, String>> inviteHeaders,
      Shutdown shutdown)
      throws StartException {
    Settings settings = base.settings();
    StreamingRules rules =
        new StreamingRules(
            connectors,
            settings.get(CarillonSettings.STREAMS_ENABLED),
            settings.get(CarillonSettings.STREAMS_RETENTION));
    Optional<KinesisStreamSink> kinesis =
        settings.get(CarillonSettings.STREAMS_SINK).equals("kinesis")
            ? Optional.of(kinesis(base, rules, shutdown))
            : Optional.empty();
    StreamRecorder recorder =
        shutdown.add(
            "streams",
            new StreamRecorder(
                kinesis.isPresent() ? kinesis.get() : local(base),
                base.events(),
                inviteHeaders::apply,
                base.clock(),
                System::nanoTime,
                UUID::randomUUID));
    Gauge.builder("carillon.streams.open", recorder, StreamRecorder::openStreams)
        .description("streams being written")
        .register(base.meters());
    // What an earlier run left in the data folder goes in its time, wherever streams go now.
    shutdown.add(
        "stream retention",
        new StreamRetention(
            base.data().streams(),
            stream -> rules.keep(StreamRecorder.connectorOf(stream)),
            recorder::writes,
            base.clock(),
            base.timer(),
            base.virtualThreads()));
    return new Streams(rules, recorder, kinesis);
  }

  private static StreamSink local(Base base) {
    return new LocalStreamSink(
        base.data().streams(),
        base.settings().get(CarillonSettings.AWS_REGION),
        base.settings().get(CarillonSettings.AWS_ACCOUNT),
        base.random());
  }

  private static KinesisStreamSink kinesis(Base base, StreamingRules rules, Shutdown shutdown)
      throws StartException {
    Settings settings = base.settings();
    try {
      KinesisStreamSink sink =
          shutdown.add(
              "Kinesis Video Streams",
              new KinesisStreamSink(
                  Sinks.access(settings, AwsEndpoints.KINESIS_VIDEO),
                  new KinesisStreamSink.Keeping(
                      rules::keepHours,
                      base.data().spool().resolve("kinesis"),
                      settings.get(CarillonSettings.STREAMS_BUFFER)),
                  new KinesisStreamSink.Resources(
                      base.scheduler(), base.clock(), System::nanoTime, base.random())));
      meters(base, sink);
      return sink;
    } catch (IOException e) {
      throw new StartException("spool/kinesis in the data folder: " + e.getMessage(), e);
    }
  }

  private static void meters(Base base, KinesisStreamSink sink) {
    Gauge.builder("carillon.kinesis.streams", sink, KinesisStreamSink::streams)
        .description("streams open or not yet delivered")
        .register(base.meters());
    Gauge.builder("carillon.kinesis.waiting.size", sink, KinesisStreamSink::waitingBytes)
        .description("audio that the service has not stored yet")
        .baseUnit("bytes")
        .register(base.meters());
    FunctionCounter.builder("carillon.kinesis.delivered", sink, KinesisStreamSink::delivered)
        .description("fragments stored")
        .register(base.meters());
    FunctionCounter.builder("carillon.kinesis.lost", sink, KinesisStreamSink::lost)
        .description("fragments lost: no room, or refused")
        .register(base.meters());
    FunctionCounter.builder("carillon.kinesis.failures", sink, KinesisStreamSink::failures)
        .description("attempts that failed")
        .register(base.meters());
  }

  TapFactory taps() {
    return (leg, sampleRate) -> rules.streams(leg) ? recorder.open(leg, sampleRate) : null;
  }

  /** The streams of recording sessions. */
  RecordedStreams recorded() {
    return (leg, sampleRate, party) ->
        rules.streams(leg) ? recorder.open(leg, sampleRate, party) : null;
  }

  /** Failing while audio is lost and for a minute after that. */
  Optional<HealthCheck> health() {
    return kinesis.map(
        sink ->
            () -> {
              Map<String, Object> facts = new LinkedHashMap<>();
              facts.put("streams", sink.streams());
              facts.put("waitingBytes", sink.waitingBytes());
              facts.put("delivered", sink.delivered());
              facts.put("lost", sink.lost());
              facts.put("failures", sink.failures());
              facts.put("trouble", sink.trouble());
              return new HealthCheck.Report(!sink.isLosing(), facts);
            });
  }
}
