package io.carillon.aws.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** One value of one metric at one time, as it lies in the spool: JSON. */
final class MetricRecord {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MetricRecord() {}

  static byte[] encode(MetricDatum datum) {
    ObjectNode dimensions = JsonNodeFactory.instance.objectNode();
    datum.dimensions().forEach(each -> dimensions.put(each.name(), each.value()));
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record
        .put("name", datum.metricName())
        .put("unit", datum.unitAsString())
        .put("value", datum.value())
        .put("at", datum.timestamp().toEpochMilli())
        .set("dimensions", dimensions);
    return record.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IllegalArgumentException when that is not a record
   */
  static MetricDatum decode(byte[] bytes) {
    JsonNode record;
    try {
      record = JSON.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a metric record", e);
    }
    if (!record.path("name").isTextual() || !record.path("at").isNumber()) {
      throw new IllegalArgumentException("not a metric record");
    }
    return MetricDatum.builder()
        .metricName(record.path("name").textValue())
        .unit(record.path("unit").textValue())
        .value(record.path("value").doubleValue())
        .timestamp(Instant.ofEpochMilli(record.path("at").longValue()))
        .dimensions(
            record.path("dimensions").properties().stream()
                .map(
                    each ->
                        Dimension.builder()
                            .name(each.getKey())
                            .value(each.getValue().textValue())
                            .build())
                .toList())
        .build();
  }
}
