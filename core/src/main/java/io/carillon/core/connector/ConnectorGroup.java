package io.carillon.core.connector;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Voice connectors that stand in for each other: inbound calls go to the one with the smallest
 * priority and fall over to the next.
 *
 * @param name for people, as a connector's
 * @param items sorted by priority, at most 20, each connector once
 * @param createdAt to the millisecond
 * @param updatedAt to the millisecond
 */
public record ConnectorGroup(
    UUID id, String name, List<Item> items, Instant createdAt, Instant updatedAt) {
  public static final int MAX_ITEMS = 20;
  private static final Pattern ITEM = Pattern.compile("([a-z0-9]+)(?:,priority=([0-9]{1,3}))?");

  /**
   * A connector's place in the group.
   *
   * @param priority 1-99; the smallest is tried first
   */
  public record Item(String voiceConnectorId, int priority) {
    public Item {
      Rules.connectorId("voice connector ID", voiceConnectorId);
      Rules.between("priority in the group", priority, 1, 99);
    }

    /**
     * Reads {@code CONNECTOR-ID,priority=2}; the priority is 1 when left out.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Item parse(String text) {
      Matcher matcher = ITEM.matcher(text);
      Rules.check(
          matcher.matches(), "connector of the group", text, "CONNECTOR-ID[,priority=1-99]");
      String priority = matcher.group(2);
      return new Item(matcher.group(1), priority == null ? 1 : Integer.parseInt(priority));
    }
  }

  public ConnectorGroup {
    Objects.requireNonNull(id, "id");
    Rules.name("name", name);
    Rules.atMost("group", items, MAX_ITEMS);
    Rules.distinct("group", items.stream().map(Item::voiceConnectorId).toList());
    items = items.stream().sorted(Comparator.comparingInt(Item::priority)).toList();
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }
}
