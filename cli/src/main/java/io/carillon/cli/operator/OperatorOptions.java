package io.carillon.cli.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * What every operator command takes, and how they print: JSON when piped or asked for, else a
 * table.
 */
final class OperatorOptions {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Data folder of the server (default: ${DEFAULT-VALUE}).")
  Path data;

  @Option(names = "--json", description = "Print JSON on a terminal too.")
  boolean json;

  /** One request to the server. */
  @FunctionalInterface
  interface Question {
    JsonNode ask(OperatorClient client) throws OperatorException;
  }

  /**
   * Asks the server and prints what it says.
   *
   * @param columns of a table, when the answer is a list
   * @return the exit code of success
   */
  int answer(PrintWriter out, List<String> columns, Question question) throws OperatorException {
    try (OperatorClient client = new OperatorClient(data)) {
      print(out, question.ask(client), columns);
    }
    return ExitCode.OK;
  }

  boolean wantsJson() {
    return json || System.console() == null || !System.console().isTerminal();
  }

  void print(PrintWriter out, JsonNode answer, List<String> columns) throws OperatorException {
    if (wantsJson()) {
      try {
        out.println(JSON.writeValueAsString(answer));
      } catch (JsonProcessingException e) {
        throw new OperatorException(e.getOriginalMessage());
      }
    } else if (answer.isArray()) {
      table(out, answer, columns);
    } else {
      answer.properties().forEach(p -> out.printf("%-18s %s%n", p.getKey(), cell(p.getValue())));
    }
    out.flush();
  }

  private static String cell(JsonNode value) {
    return value.isMissingNode() || value.isNull()
        ? "-"
        : value.isValueNode() ? value.asText() : value.toString();
  }

  private static void table(PrintWriter out, JsonNode rows, List<String> columns) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns);
    for (JsonNode row : rows) {
      cells.add(columns.stream().map(column -> cell(row.path(column))).toList());
    }
    int[] widths = new int[columns.size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + 2);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
