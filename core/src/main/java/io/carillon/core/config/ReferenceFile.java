package io.carillon.core.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the reference configuration: every setting with its comment, what is allowed, and its
 * default.
 */
public final class ReferenceFile {
  private static final int WIDTH = 110;

  private ReferenceFile() {}

  /** The text of conf/carillon.yaml for a schema; a test holds the file to it. */
  public static String render(List<Setting<?>> schema) {
    StringBuilder text =
        new StringBuilder(
            """
            # Every setting of Carillon with its default. Copy what you change into a file of your own and start with
            # `carillon serve --config FILE`. The environment (CARILLON_SIP_TLS_BIND for sip.tls.bind) overrides the
            # file, and `--set sip.tls.bind=0.0.0.0:5061` overrides both. An unknown or bad setting stops the start.
            # Dotted names may also be written as nested mappings. Where a name has NAME in it, put a name of your own
            # (lower-case letters, digits, dashes): there may be any number of these.
            """);
    String group = "";
    for (Setting<?> setting : schema) {
      String head = setting.name().substring(0, setting.name().indexOf('.'));
      if (!head.equals(group)) {
        group = head;
        text.append("\n# ---- ").append(group).append(" ----\n");
      }
      text.append('\n');
      for (String line : wrapped(setting.doc())) {
        text.append("# ").append(line).append('\n');
      }
      for (String line : wrapped("Allowed: " + setting.type().allowed() + ".")) {
        text.append("# ").append(line).append('\n');
      }
      text.append(setting.named() ? "# " : "")
          .append(setting.name())
          .append(": ")
          .append(quoted(setting.defaultText()))
          .append('\n');
    }
    return text.toString();
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static List<String> wrapped(String doc) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : doc.split(" ", -1)) {
      if (line.length() + word.length() + 1 > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
