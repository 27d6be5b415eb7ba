package io.carillon.h323.per;

import java.util.Arrays;
import java.util.List;

/**
 * One component of a SEQUENCE or alternative of a CHOICE.
 *
 * @param name as the Recommendation has it; empty for the extension marker
 * @param type null for an addition that is not read
 */
public record Component(String name, Type type, boolean optional) {
  /** The extension marker: what follows are additions. */
  static final Component MARKER = new Component("", null, false);

  static List<Component> root(Component[] all) {
    return List.of(all).subList(0, marker(all));
  }

  static List<Component> additions(Component[] all) {
    int marker = marker(all);
    return marker == all.length ? List.of() : List.of(all).subList(marker + 1, all.length);
  }

  private static int marker(Component[] all) {
    int marker = Arrays.asList(all).indexOf(MARKER);
    return marker < 0 ? all.length : marker;
  }

  static boolean extensible(Component[] all) {
    return marker(all) < all.length;
  }
}
