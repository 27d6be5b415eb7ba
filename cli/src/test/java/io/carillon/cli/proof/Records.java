package io.carillon.cli.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a server has written into its data folder. */
record Records(Path data) {
  /** Members of a meeting's call detail record, in their order (section 6 of the formats). */
  static final List<String> MEETING_CDR =
      List.of(
          "SchemaVersion",
          "CdrId",
          "ServiceCode",
          "ChimeAccountId",
          "AwsAccountId",
          "ConferenceId",
          "ConferencePin",
          "OrganizerUserId",
          "OrganizerEmail",
          "CallerPhoneNumber",
          "CallerCountry",
          "DestinationPhoneNumber",
          "DestinationCountry",
          "ConferenceStartTimeEpochSeconds",
          "ConferenceEndTimeEpochSeconds",
          "StartTimeEpochSeconds",
          "EndTimeEpochSeconds",
          "BillableDurationSeconds",
          "BillableDurationMinutes",
          "Direction");

  private static final ObjectMapper JSON = new ObjectMapper();

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  /** Of a file with one. */
  static JsonNode read(Path file) {
    return parse(text(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole lines of a file, as they are; none when there is no such file yet. */
  List<String> texts(String file) {
    Path path = data.resolve(file);
    if (!Files.exists(path)) {
      return List.of();
    }
    String text = text(path);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** The whole lines of a file of JSON lines. */
  List<JsonNode> lines(String file) {
    return texts(file).stream().map(Records::parse).toList();
  }

  /** Details of the streaming events of one status, oldest first. */
  List<JsonNode> streaming(String status) {
    return lines("events/streaming.jsonl").stream()
        .map(event -> event.path("detail"))
        .filter(detail -> detail.path("streamingStatus").asText().equals(status))
        .toList();
  }

  List<JsonNode> callDetailRecords() {
    return files("s3", "").stream().map(Records::read).toList();
  }

  /** Every file below a folder whose name ends so, sorted. */
  List<Path> files(String folder, String ending) {
    Path root = data.resolve(folder);
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
