package io.carillon.cli.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The demo's output: what was done, and whether each part came out as it should. */
final class Report {
  private final PrintWriter out;
  private final List<String> failures = new ArrayList<>();
  private int checks;

  Report(PrintWriter out) {
    this.out = out;
  }

  void heading(String text) {
    out.printf("%n%s%n", text);
    out.flush();
  }

  void line(String format, Object... arguments) {
    out.printf("  " + format + "%n", arguments);
    out.flush();
  }

  /** States a part and whether it is as it should be. */
  void check(boolean holds, String format, Object... arguments) {
    String text = format.formatted(arguments);
    checks++;
    if (!holds) {
      failures.add(text);
    }
    line("%s %s", holds ? "ok  " : "FAIL", text);
  }

  /** Prints the sum; true when nothing failed. */
  boolean finish() {
    heading(
        failures.isEmpty()
            ? checks + " checks, all well"
            : failures.size() + " of " + checks + " checks failed:");
    failures.forEach(failure -> line("%s", failure));
    return failures.isEmpty();
  }
}
