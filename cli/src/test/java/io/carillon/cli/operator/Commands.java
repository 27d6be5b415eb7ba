package io.carillon.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.cli.Carillon;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Operator commands as typed, against the server of a data folder. */
public record Commands(Path data) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How a command ended and what it printed. */
  public record Outcome(int exitCode, String out, String err) {
    /** What it printed, read as JSON. */
    public JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public Outcome run(String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--data", data.toString()));
    int exitCode =
        Carillon.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  /** As {@link #run}; it must succeed, and what it prints is JSON. */
  public JsonNode done(String... command) {
    Outcome outcome = run(command);
    if (outcome.exitCode() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + outcome.err());
    }
    return outcome.json();
  }
}
