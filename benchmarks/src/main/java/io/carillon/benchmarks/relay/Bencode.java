package io.carillon.benchmarks.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The encoding of rtpengine's control protocol: texts, lists and dictionaries with texts as keys.
 */
final class Bencode {
  private final String text;
  private int at;

  private Bencode(String text) {
    this.text = text;
  }

  static String encode(Object value) {
    return switch (value) {
      case String string -> string.getBytes(StandardCharsets.ISO_8859_1).length + ":" + string;
      case List<?> list -> {
        StringBuilder out = new StringBuilder("l");
        list.forEach(item -> out.append(encode(item)));
        yield out.append('e').toString();
      }
      case Map<?, ?> map -> {
        StringBuilder out = new StringBuilder("d");
        new TreeMap<>(map).forEach((key, item) -> out.append(encode(key)).append(encode(item)));
        yield out.append('e').toString();
      }
      default -> throw new IllegalArgumentException(value.getClass().getName());
    };
  }

  /** Numbers come as texts. */
  static Object decode(String text) throws IOException {
    try {
      return new Bencode(text).value();
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException("no bencode: " + text, e);
    }
  }

  private Object value() {
    switch (text.charAt(at)) {
      case 'd' -> {
        Map<String, Object> map = new TreeMap<>();
        at++;
        while (text.charAt(at) != 'e') {
          map.put((String) value(), value());
        }
        at++;
        return map;
      }
      case 'l' -> {
        List<Object> list = new ArrayList<>();
        at++;
        while (text.charAt(at) != 'e') {
          list.add(value());
        }
        at++;
        return list;
      }
      case 'i' -> {
        int end = text.indexOf('e', at);
        String number = text.substring(at + 1, end);
        at = end + 1;
        return number;
      }
      default -> {
        int colon = text.indexOf(':', at);
        int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
        String string = text.substring(colon + 1, end);
        at = end;
        return string;
      }
    }
  }
}
