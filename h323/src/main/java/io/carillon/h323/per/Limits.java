package io.carillon.h323.per;

/**
 * What one message may cost before it is refused.
 *
 * @param depth how deep values may lie in one another, open types included
 * @param values how many values there may be in all; a list of a type without bits costs its sender
 *     nothing else
 */
public record Limits(int depth, int values) {

  /**
   * Above what the largest real messages need: a Setup with 44 fast start proposals, capability
   * sets with 200 entries.
   */
  public static final Limits USUAL = new Limits(40, 8_192);

  public Limits {
    if (depth < 1 || values < 1) {
      throw new IllegalArgumentException("depth " + depth + ", values " + values + ": at least 1");
    }
  }
}
