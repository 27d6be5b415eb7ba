package io.carillon.core.prompt;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A recorded sound by name: {@code welcome} is the file {@code welcome.wav} of the prompt folder.
 *
 * @param name lower-case letters, digits and dashes, 1-64 characters
 */
public record Prompt(String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

  public Prompt {
    Objects.requireNonNull(name, "name");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "prompt name \"" + name + "\": allowed are 1-64 of a-z, 0-9 and -");
    }
  }
}
