package io.carillon.h323.call;

import io.carillon.core.dialin.DialString;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whom a caller wants: of everything a Setup says, what names a meeting, else what comes first.
 *
 * @param user part before {@code @}, empty when nothing was dialled but our address
 * @param host part after it, lower case, else the address the call came in on
 */
record Dialled(String user, String host) {
  private static final String SCHEME = "h323:";

  /**
   * @param aliases as they came in the Setup
   * @param calledNumber of the Q.931 part, may be empty
   * @param address of ours
   */
  static Dialled of(List<String> aliases, String calledNumber, String address) {
    List<Dialled> all =
        Stream.concat(aliases.stream(), Stream.of(calledNumber))
            .map(alias -> of(alias, address))
            .toList();
    return all.stream()
        .filter(dialled -> !DialString.parse(dialled.user()).meetingId().isEmpty())
        .findFirst()
        .orElse(all.getFirst());
  }

  private static Dialled of(String alias, String address) {
    String bare =
        alias.toLowerCase(Locale.ROOT).startsWith(SCHEME)
            ? alias.substring(SCHEME.length())
            : alias;
    int at = bare.lastIndexOf('@');
    return at < 0
        ? new Dialled(bare, address)
        : new Dialled(bare.substring(0, at), bare.substring(at + 1).toLowerCase(Locale.ROOT));
  }
}
