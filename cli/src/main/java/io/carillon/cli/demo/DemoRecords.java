package io.carillon.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.cli.operator.OperatorClient;
import io.carillon.cli.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is on record of the demo's meeting. */
final class DemoRecords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LEGS = 3;

  private final Path data;
  private final Report report;

  DemoRecords(Path data, Report report) {
    this.data = data;
    this.report = report;
  }

  /** What the running server tells of the meeting. */
  void serverSays(OperatorClient operator) throws OperatorException {
    report.heading("Quality records");
    List<JsonNode> records = new ArrayList<>();
    operator.follow("/operator/quality", records::add);
    boolean good = !records.isEmpty();
    for (JsonNode record : records) {
      report.line(
          "%-12s %4d packets in, %4d out, lost %s, jitter %s us, MOS %s",
          record.path("from_sip_user").asText(),
          record.path("cust2vc_rtp_packets").asLong(),
          record.path("vc2cust_rtp_packets").asLong(),
          record.path("cust2vc_packets_lost").asText(),
          record.path("cust2vc_jitter").asText(),
          record.path("mos_btwn_vc_and_cust").asText());
      good &= record.path("vc2cust_rtp_packets").asLong() > 0;
    }
    report.check(good, "%d quality records, media in all of them", records.size());
    JsonNode health = operator.get("/health");
    report.check(health.path("status").asText().equals("ok"), "health: %s", health);
  }

  /** What lies in the data folder after the end. */
  void onDisk() throws IOException {
    report.heading("On record");
    report.check(
        lines("logs/aws/ChimeVoiceConnectorLogs/meetings.jsonl") >= LEGS, "media quality log");
    report.check(
        lines("logs/aws/ChimeVoiceConnectorSipMessages/meetings.jsonl") >= 5 * LEGS,
        "SIP message log: %d messages",
        lines("logs/aws/ChimeVoiceConnectorSipMessages/meetings.jsonl"));
    List<Path> events = files("events", ".jsonl");
    report.check(!events.isEmpty(), "events: %s", names(events));
    List<Path> cdrs = files("s3", "");
    report.check(cdrs.size() == LEGS, "%d call detail records, such as", cdrs.size());
    if (!cdrs.isEmpty()) {
      report.line("     %s", data.relativize(cdrs.getFirst()));
      JsonNode cdr = JSON.readTree(cdrs.getFirst().toFile());
      report.check(
          cdr.path("ServiceCode").asText().equals("AmazonChimeBusinessCalling"),
          "its service code is %s",
          cdr.path("ServiceCode").asText());
    }
    streams();
  }

  private void streams() throws IOException {
    List<Path> indexes = files("streams", "index.jsonl");
    report.check(indexes.size() == LEGS, "%d audio streams", indexes.size());
    for (Path index : indexes) {
      long millis = 0;
      for (String line : Files.readAllLines(index)) {
        millis += JSON.readTree(line).path("durationMillis").asLong();
      }
      report.check(
          millis > 1000,
          "%.1f s of audio in %s",
          millis / 1000.0,
          data.relativize(index.getParent()));
    }
  }

  private long lines(String file) throws IOException {
    Path path = data.resolve(file);
    if (!Files.exists(path)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(path)) {
      return lines.count();
    }
  }

  private List<Path> files(String folder, String ending) throws IOException {
    Path root = data.resolve(folder);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }
}
