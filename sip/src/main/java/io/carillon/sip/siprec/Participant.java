package io.carillon.sip.siprec;

import java.util.List;

/**
 * A party of recorded calls (RFC 7865 6.5).
 *
 * @param id of the participant
 * @param names its addresses with what is displayed for them
 * @param extensions elements of others, as XML
 */
public record Participant(String id, List<NameId> names, List<String> extensions) {

  /**
   * One {@code nameID}.
   *
   * @param aor address of record: a SIP, SIPS or tel URI; empty when it is not said
   * @param name to display, empty when there is none
   * @param language of the name (xml:lang), empty when it is not said
   */
  public record NameId(String aor, String name, String language) {}

  public Participant {
    names = List.copyOf(names);
    extensions = List.copyOf(extensions);
  }

  /** The first address, empty when there is none. */
  public String aor() {
    return names.stream().map(NameId::aor).filter(a -> !a.isEmpty()).findFirst().orElse("");
  }

  /** The first name to display, empty when there is none. */
  public String displayName() {
    return names.stream().map(NameId::name).filter(n -> !n.isEmpty()).findFirst().orElse("");
  }

  Participant merge(Participant update) {
    return new Participant(
        id, Merging.newer(names, update.names), Merging.newer(extensions, update.extensions));
  }
}
