package io.carillon.aws.log;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One log record as it lies in the spool: {@code LOGGROUP MILLIS}, a line end, the JSON.
 *
 * @param logGroup its name in CloudWatch Logs
 * @param millis the record's own time, since 1970
 * @param json one JSON object
 */
record LogRecord(String logGroup, long millis, String json) {
  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9._/#-]");
  private static final int LONGEST_NAME = 512;

  byte[] encode() {
    String name = NOT_IN_A_NAME.matcher(logGroup).replaceAll("_");
    name = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    return (name + ' ' + millis + '\n' + json).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IllegalArgumentException when that is not a record
   */
  static LogRecord decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int line = text.indexOf('\n');
    int space = text.indexOf(' ');
    if (space <= 0 || line < space || line + 1 == text.length()) {
      throw new IllegalArgumentException("not a log record");
    }
    return new LogRecord(
        text.substring(0, space),
        Long.parseLong(text.substring(space + 1, line)),
        text.substring(line + 1));
  }

  /** What it counts for the service: UTF-8 and 26 bytes. */
  int size() {
    return json.getBytes(StandardCharsets.UTF_8).length + CloudWatchLogTarget.EVENT_OVERHEAD;
  }
}
