package io.carillon.core.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What values a setting takes. Lists and maps are written {@code a, b} and {@code key=value,
 * key=value}; in the YAML file they may also be YAML lists and mappings.
 *
 * @param allowed the values in words, for error messages and the reference file
 */
public record SettingType<T>(String allowed, Function<String, T> parser) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) ?(ms|s|min|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB)");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  /**
   * Turns text into a value.
   *
   * @throws IllegalArgumentException when the value is not allowed
   */
  public T parse(String text) {
    return parser.apply(text.strip());
  }

  /** Any text. */
  public static SettingType<String> text(String allowed) {
    return new SettingType<>(allowed, text -> text);
  }

  /** Text that matches. */
  public static SettingType<String> matching(Pattern pattern, String allowed) {
    return new SettingType<>(
        allowed,
        text -> {
          require(pattern.matcher(text).matches());
          return text;
        });
  }

  public static SettingType<Boolean> flag() {
    return new SettingType<>(
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException();
            });
  }

  public static SettingType<Integer> integer(int least, int most) {
    return new SettingType<>(
        "a whole number from " + least + " to " + most,
        text -> {
          int value = Integer.parseInt(text);
          require(value >= least && value <= most);
          return value;
        });
  }

  /** One of the values, compared without case. */
  public static SettingType<String> oneOf(String... values) {
    List<String> known = List.of(values);
    return new SettingType<>("one of " + String.join(", ", known), text -> pick(known, text));
  }

  private static String pick(List<String> known, String text) {
    for (String value : known) {
      if (value.equalsIgnoreCase(text)) {
        return value;
      }
    }
    throw new IllegalArgumentException();
  }

  /** Some of the values, in an order that matters, each once. */
  public static SettingType<List<String>> someOf(String... values) {
    List<String> known = List.of(values);
    return new SettingType<>(
        "a list of " + String.join(", ", known),
        text -> {
          List<String> picked = new ArrayList<>();
          for (String part : COMMA.split(text)) {
            String value = pick(known, part);
            require(!picked.contains(value));
            picked.add(value);
          }
          return List.copyOf(picked);
        });
  }

  /** Any number of values, in an order that matters; empty for none. */
  public static <E> SettingType<List<E>> listOf(Function<String, E> element, String allowed) {
    return new SettingType<>(
        allowed,
        text -> text.isEmpty() ? List.of() : COMMA.splitAsStream(text).map(element).toList());
  }

  /** A length of time between the bounds, written 500ms, 60s, 5min, 2h or 7d. */
  public static SettingType<Duration> duration(Duration least, Duration most) {
    return new SettingType<>(
        "a time such as 500ms, 60s, 5min, 2h or 7d, from " + format(least) + " to " + format(most),
        text -> {
          Matcher matcher = DURATION.matcher(text);
          require(matcher.matches());
          long amount = Long.parseLong(matcher.group(1));
          Duration value =
              switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "min" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
              };
          require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
          return value;
        });
  }

  private static String format(Duration duration) {
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds > 0 && seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    return seconds > 0 && seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds + "s";
  }

  /** A number of bytes, written 512B, 64KiB, 100MiB or 2GiB. */
  public static SettingType<Long> size() {
    return size(0);
  }

  /** A number of bytes, and not fewer than that. */
  public static SettingType<Long> size(long least) {
    return new SettingType<>(
        "a size such as 64KiB, 100MiB or 2GiB"
            + (least == 0 ? "" : ", at least " + least + " bytes"),
        text -> {
          Matcher matcher = SIZE.matcher(text);
          require(matcher.matches());
          long amount = Long.parseLong(matcher.group(1));
          long value =
              switch (matcher.group(2)) {
                case "B" -> amount;
                case "KiB" -> amount << 10;
                case "MiB" -> amount << 20;
                default -> amount << 30;
              };
          require(value >= least);
          return value;
        });
  }

  /** Where to listen; empty means not at all. */
  public static SettingType<Optional<BindAddress>> bind() {
    return new SettingType<>(
        "ADDRESS:PORT ([ADDRESS]:PORT for IPv6, port 0 picks a free one), or empty for off",
        text -> text.isEmpty() ? Optional.empty() : Optional.of(BindAddress.parse(text)));
  }

  /** First and last UDP port. */
  public static SettingType<PortRange> ports() {
    return new SettingType<>(
        "FIRST-LAST, ports from 1024 to 65535, at least 2 of them", PortRange::parse);
  }

  /** A file or folder; empty means none. */
  public static SettingType<Optional<Path>> path() {
    return new SettingType<>(
        "a path, or empty",
        text -> {
          try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
          } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
          }
        });
  }

  /** Host names or addresses, each with the name of its region; empty where none was given. */
  public static SettingType<Map<String, String>> hostsWithRegion() {
    Pattern host = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:.]{2,45}");
    Pattern region = Pattern.compile("[a-z0-9-]{0,32}");
    return new SettingType<>(
        "a list of HOST=REGION such as meet.example.com=us-east-1, or of HOST for aws.region",
        text -> {
          Map<String, String> hosts = new LinkedHashMap<>();
          for (String pair : COMMA.split(text)) {
            String[] parts = pair.split("=", 2);
            String name = parts[0].strip().toLowerCase(Locale.ROOT);
            String value = parts.length == 2 ? parts[1].strip() : "";
            require(host.matcher(name).matches() && region.matcher(value).matches());
            require(hosts.put(name, value) == null);
          }
          return Map.copyOf(hosts);
        });
  }

  private static void require(boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException();
    }
  }
}
