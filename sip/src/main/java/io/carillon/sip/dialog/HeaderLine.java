package io.carillon.sip.dialog;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One header of a message as text.
 *
 * @param name a token of at most 64 characters, compared without case
 * @param value one line of at most 4096 characters, without what stands before it
 */
public record HeaderLine(String name, String value) {
  private static final int MAX_NAME = 64;
  private static final int MAX_VALUE = 4096;
  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

  /** Throws IllegalArgumentException when it would not stay one header. */
  public HeaderLine {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    if (!fits(name, value)) {
      throw new IllegalArgumentException("not a header line: a " + name.length() + " letter name");
    }
  }

  /** True when the two make one header and nothing more. */
  public static boolean fits(String name, String value) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME
        && value.length() <= MAX_VALUE
        && name.chars().allMatch(c -> c > 0x20 && c < 0x7f && SEPARATORS.indexOf(c) < 0)
        && value.chars().noneMatch(c -> c < 0x20 && c != '\t' || c == 0x7f);
  }

  public boolean is(String otherName) {
    return name.equalsIgnoreCase(otherName);
  }

  /** The value of the first header of that name. */
  public static Optional<String> first(List<HeaderLine> lines, String name) {
    return lines.stream().filter(line -> line.is(name)).map(HeaderLine::value).findFirst();
  }
}
