package io.carillon.sip.leg;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A SIP message as text, read without the stack under test. */
public record RawMessage(String text) {

  public String firstLine() {
    return text.substring(0, text.indexOf("\r\n"));
  }

  public boolean isResponse() {
    return text.startsWith("SIP/2.0 ");
  }

  public int status() {
    return Integer.parseInt(text.substring(8, 11));
  }

  public String method() {
    return text.substring(0, text.indexOf(' '));
  }

  public String body() {
    return text.substring(text.indexOf("\r\n\r\n") + 4);
  }

  /** Every value of a header, in order. */
  public List<String> all(String name) {
    String head = text.substring(0, text.indexOf("\r\n\r\n"));
    return Stream.of(head.split("\r\n"))
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).trim())
        .toList();
  }

  /** All values of a header joined by commas, empty when there is none. */
  public String header(String name) {
    return String.join(",", all(name));
  }

  public Optional<String> toTag() {
    return Stream.of(header("To").split(";"))
        .filter(part -> part.startsWith("tag="))
        .map(part -> part.substring(4))
        .findFirst();
  }
}
