package io.carillon.aws.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.carillon.aws.testkit.FakeService;
import io.carillon.aws.testkit.TestOutbox;
import io.carillon.core.metrics.VoiceConnectorMetric;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server of our own that speaks CloudWatch's query protocol over real HTTP. */
class CloudWatchMetricsTest {
  private static final Tags TAGS =
      Tags.of(
          VoiceConnectorMetric.CONNECTOR_TAG, "abcdef1ghij2klmno3pqr4",
          VoiceConnectorMetric.REGION_TAG, "eu-central-1");

  private record Datum(String name, String unit, String value, Map<String, String> dimensions) {}

  private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile boolean away;
  private volatile String poison = "";

  @TempDir Path folder;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
          Map<String, String> form;
          try (var body =
              zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            form = form(new String(body.readAllBytes(), StandardCharsets.UTF_8));
          }
          int status = away ? 503 : form.containsValue(poison) ? 400 : 200;
          if (status == 200) {
            requests.add(form);
          }
          byte[] answer =
              ("<PutMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">"
                      + "<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>"
                      + "</PutMetricDataResponse>")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/xml");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void publishesExactNamesDimensionsAndUnitsWhenClosed() {
    List<Datum> data =
        published(
            registry ->
                VoiceConnectorMetric.all()
                    .forEach(
                        metric -> {
                          switch (metric.kind()) {
                            case COUNTER -> registry.counter(metric.meterName(), TAGS).increment(3);
                            case ACTIVE -> gauge(registry, metric.meterName(), null, 2);
                            case MICROSECONDS ->
                                gauge(registry, metric.meterName(), "microseconds", 1500);
                            case SCORE -> gauge(registry, metric.meterName(), null, 4.4);
                          }
                        }));

    assertThat(requests.getFirst())
        .containsEntry("Action", "PutMetricData")
        .containsEntry("Namespace", "AWS/ChimeVoiceConnector");
    assertThat(data)
        .extracting(Datum::name)
        .containsExactlyInAnyOrderElementsOf(
            VoiceConnectorMetric.all().map(VoiceConnectorMetric::cloudWatchName).toList());
    assertThat(data)
        .allSatisfy(
            datum ->
                assertThat(datum.dimensions())
                    .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                            "VoiceConnectorId", "abcdef1ghij2klmno3pqr4",
                            "Region", "eu-central-1")));
    assertThat(data)
        .contains(
            datum("InboundCallAttempts", "Count", "3.0"),
            datum("OutboundCallsActive", "Count", "2.0"),
            datum("Sip4xxCodes", "Count", "3.0"),
            datum("CustomerToVcJitter", "Microseconds", "1500.0"),
            datum("RTTBetweenVcAndRemote", "Microseconds", "1500.0"),
            datum("MOSBetweenVcAndCustomer", "None", "4.4"));
  }

  @Test
  void leavesOutWhatWasNotMeasuredAndWhatIsNotOfTheNamespace() {
    List<Datum> data =
        published(
            registry -> {
              gauge(registry, "voice.connector.mos.between.vc.and.customer", null, Double.NaN);
              gauge(registry, "jvm.memory.used", "bytes", 1);
              registry.counter("voice.connector.throttles", TAGS).increment();
            });

    assertThat(data).containsExactly(datum("Throttles", "Count", "1.0"));
  }

  private List<Datum> published(Consumer<MeterRegistry> measure) {
    try (TestOutbox outbox = outbox()) {
      try (CloudWatchMetrics metrics = metrics(outbox)) {
        measure.accept(metrics.registry());
      }
      await().until(() -> outbox.outbox().delivered() > 0 && outbox.outbox().waiting() == 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requests.stream().flatMap(request -> data(request).stream()).toList();
  }

  private TestOutbox outbox() throws IOException {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new TestOutbox(folder, new CloudWatchMetricTarget(FakeService.access(endpoint)));
  }

  private static CloudWatchMetrics metrics(TestOutbox outbox) {
    return new CloudWatchMetrics(outbox.outbox(), Duration.ofMinutes(1));
  }

  @Test
  void tenMinutesWithoutTheServiceLoseNothingAndKeepTheirTimes() throws IOException {
    away = true;
    try (TestOutbox outbox = outbox()) {
      for (int minute = 0; minute < 10; minute++) {
        try (CloudWatchMetrics metrics = metrics(outbox)) {
          metrics.registry().counter("voice.connector.throttles", TAGS).increment(minute + 1);
        }
      }
      Instant measured = Instant.now();
      await().until(() -> outbox.outbox().failures() > 1 && outbox.outbox().waiting() == 10);
      assertThat(requests).isEmpty();

      away = false;

      await().until(() -> outbox.outbox().waiting() == 0);
      assertThat(outbox.outbox().lost()).isZero();
      assertThat(requests.stream().flatMap(request -> data(request).stream()))
          .extracting(Datum::value)
          .containsExactly("1.0", "2.0", "3.0", "4.0", "5.0", "6.0", "7.0", "8.0", "9.0", "10.0");
      assertThat(Instant.parse(requests.getFirst().get("MetricData.member.1.Timestamp")))
          .isBeforeOrEqualTo(measured);
    }
  }

  @Test
  void aValueTheServiceWillNeverTakeDoesNotHoldUpTheOthers() throws IOException {
    poison = "Throttles";
    try (TestOutbox outbox = outbox()) {
      try (CloudWatchMetrics metrics = metrics(outbox)) {
        metrics.registry().counter("voice.connector.throttles", TAGS).increment();
        metrics.registry().counter("voice.connector.inbound.call.attempts", TAGS).increment();
        metrics.registry().counter("voice.connector.outbound.call.attempts", TAGS).increment();
      }
      outbox.outbox().offer("hello".getBytes(StandardCharsets.UTF_8));
      await().until(() -> outbox.outbox().waiting() == 0 && outbox.outbox().refused() == 2);
      assertThat(outbox.outbox().delivered()).isEqualTo(2);
    }
  }

  private static void gauge(MeterRegistry registry, String name, String unit, double value) {
    Gauge.builder(name, () -> value).tags(TAGS).baseUnit(unit).register(registry);
  }

  private static Datum datum(String name, String unit, String value) {
    return new Datum(
        name,
        unit,
        value,
        Map.of("VoiceConnectorId", "abcdef1ghij2klmno3pqr4", "Region", "eu-central-1"));
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static List<Datum> data(Map<String, String> form) {
    List<Datum> data = new ArrayList<>();
    for (int i = 1; form.containsKey("MetricData.member." + i + ".MetricName"); i++) {
      String member = "MetricData.member." + i + ".";
      Map<String, String> dimensions = new HashMap<>();
      for (int d = 1; form.containsKey(member + "Dimensions.member." + d + ".Name"); d++) {
        String dimension = member + "Dimensions.member." + d + ".";
        dimensions.put(form.get(dimension + "Name"), form.get(dimension + "Value"));
      }
      data.add(
          new Datum(
              form.get(member + "MetricName"),
              form.get(member + "Unit"),
              form.get(member + "Value"),
              dimensions));
    }
    return data;
  }
}
