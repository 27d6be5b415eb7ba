package io.carillon.core.config;

/** UDP ports from {@code first} to {@code last}, both included. */
public record PortRange(int first, int last) {
  public PortRange {
    if (first < 1024 || last > 65_535 || last - first < 1) {
      throw new IllegalArgumentException("ports " + first + "-" + last);
    }
  }

  static PortRange parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 1) {
      throw new IllegalArgumentException("no range in \"" + text + "\"");
    }
    return new PortRange(
        Integer.parseInt(text.substring(0, dash).strip()),
        Integer.parseInt(text.substring(dash + 1).strip()));
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
