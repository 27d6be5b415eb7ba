package io.carillon.sip.siprec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Puts an update over what was known: what it does not say stays. */
final class Merging {
  /** Objects of one kind; a client may name new ones in every update. */
  private static final int MAX_OBJECTS = 512;

  private Merging() {}

  static String newer(String known, String update) {
    return update.isEmpty() ? known : update;
  }

  static <T> List<T> newer(List<T> known, List<T> update) {
    return update.isEmpty() ? known : update;
  }

  /** Objects of the same key become one, at its first place. */
  static <T> List<T> byKey(
      List<T> known, List<T> updates, Function<T, Object> key, BinaryOperator<T> merge)
      throws MetadataException {
    Map<Object, T> merged = new LinkedHashMap<>();
    known.forEach(object -> merged.merge(key.apply(object), object, merge));
    updates.forEach(object -> merged.merge(key.apply(object), object, merge));
    return bounded(new ArrayList<>(merged.values()));
  }

  /** An update that names only the participant speaks of all its sessions. */
  static List<SessionAssociation> sessions(
      List<SessionAssociation> known, List<SessionAssociation> updates) throws MetadataException {
    List<SessionAssociation> spoken = new ArrayList<>();
    for (SessionAssociation update : updates) {
      List<SessionAssociation> meant =
          update.sessionId().isEmpty()
              ? known.stream()
                  .filter(k -> k.participantId().equals(update.participantId()))
                  .map(k -> k.merge(update))
                  .toList()
              : List.of();
      spoken.addAll(meant.isEmpty() ? List.of(update) : meant);
      bounded(spoken);
    }
    return byKey(
        known, spoken, a -> List.of(a.participantId(), a.sessionId()), SessionAssociation::merge);
  }

  static List<StreamAssociation> streams(
      List<StreamAssociation> known, List<StreamAssociation> updates) throws MetadataException {
    Map<String, List<StreamAssociation>> merged = byParticipant(known);
    byParticipant(updates).forEach((id, some) -> merged.merge(id, some, StreamAssociation::merge));
    return bounded(merged.values().stream().flatMap(List::stream).toList());
  }

  private static Map<String, List<StreamAssociation>> byParticipant(
      List<StreamAssociation> associations) {
    Map<String, List<StreamAssociation>> grouped = new LinkedHashMap<>();
    for (StreamAssociation association : associations) {
      grouped
          .computeIfAbsent(association.participantId(), id -> new ArrayList<>())
          .add(association);
    }
    return grouped;
  }

  static <T> List<T> bounded(List<T> objects) throws MetadataException {
    if (objects.size() > MAX_OBJECTS) {
      throw new MetadataException("metadata of more than " + MAX_OBJECTS + " objects of a kind");
    }
    return objects;
  }
}
