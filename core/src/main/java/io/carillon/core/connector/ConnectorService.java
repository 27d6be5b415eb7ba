package io.carillon.core.connector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Everything that can be done to voice connectors, their groups and numbers, for the operator
 * commands and the API alike. What a method has returned from is on disk, and its listeners know.
 *
 * <p>Thread-safe; every method blocks on the store. Values that are not allowed are refused with an
 * {@link IllegalArgumentException}, what is missing or in the way with a {@link
 * ConnectorException}; both have messages for people.
 */
public final class ConnectorService {
  /** How often a number's calling name may be changed. */
  public static final Duration CALLING_NAME_PAUSE = Duration.ofDays(7);

  /** Of 26 * 36^21 IDs so many are never taken in a row unless the random source is broken. */
  private static final int DRAWS = 20;

  private final ConnectorStore store;
  private final ConnectorIds ids;
  private final Clock clock;
  private final String domain;
  private final String region;
  private final List<Consumer<ConnectorChange>> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param domain of the host names that new connectors get; old ones keep theirs
   * @param region of connectors that are made without one
   */
  public ConnectorService(
      ConnectorStore store, ConnectorIds ids, Clock clock, String domain, String region) {
    this.store = Objects.requireNonNull(store, "store");
    this.ids = Objects.requireNonNull(ids, "ids");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.domain = Objects.requireNonNull(domain, "domain");
    this.region = Objects.requireNonNull(region, "region");
  }

  /** Is told after each change, before the method that made it returns. */
  public void onChange(Consumer<ConnectorChange> listener) {
    listeners.add(listener);
  }

  private void changed(ConnectorChange change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  private ConfiguredConnector changed(ConfiguredConnector connector) {
    changed(new ConnectorChange.OfConnector(connector.connector().id()));
    return connector;
  }

  private ConnectorGroup changed(ConnectorGroup group) {
    changed(new ConnectorChange.OfGroup(group.id()));
    return group;
  }

  private ConnectorNumber changed(ConnectorNumber number) {
    changed(new ConnectorChange.OfNumber(number.e164()));
    return number;
  }

  /**
   * Makes a connector with nothing set on it.
   *
   * @param region empty for the server's own
   */
  public ConfiguredConnector create(
      String name, boolean requireEncryption, Optional<String> region) {
    for (int i = 0; i < DRAWS; i++) {
      String id = ids.connectorId();
      Instant now = now();
      ConfiguredConnector connector =
          ConfiguredConnector.of(
              new VoiceConnector(
                  id,
                  name,
                  VoiceConnector.hostName(id, domain),
                  requireEncryption,
                  region.orElse(this.region),
                  now,
                  now));
      if (store.add(connector)) {
        return changed(connector);
      }
    }
    throw new IllegalStateException("no free voice connector ID in " + DRAWS + " draws");
  }

  /** Every connector, newest first. */
  public List<ConfiguredConnector> list() {
    return store.list();
  }

  public Optional<ConfiguredConnector> find(String id) {
    return store.find(id);
  }

  public ConfiguredConnector get(String id) {
    return store.find(id).orElseThrow(() -> ConnectorException.noConnector(id));
  }

  public ConfiguredConnector update(
      String id, Optional<String> name, Optional<Boolean> requireEncryption) {
    return change(
        id,
        old -> {
          VoiceConnector connector = old.connector();
          return old.with(
              new VoiceConnector(
                  connector.id(),
                  name.orElse(connector.name()),
                  connector.outboundHostName(),
                  requireEncryption.orElse(connector.requireEncryption()),
                  connector.region(),
                  connector.createdAt(),
                  connector.updatedAt()));
        });
  }

  /** Removes a connector; refused while it owns numbers or is in a group. */
  public void delete(String id) {
    if (!store.remove(id)) {
      throw ConnectorException.noConnector(id);
    }
    changed(new ConnectorChange.OfConnector(id));
  }

  /**
   * Changes settings of a connector in one step, from what they are to what the function makes of
   * them.
   *
   * @param change runs while the connector is locked: quick, and without calls to this service
   */
  public ConfiguredConnector change(String id, UnaryOperator<ConfiguredConnector> change) {
    Instant now = now();
    return store
        .change(id, old -> touched(change.apply(old), now))
        .map(this::changed)
        .orElseThrow(() -> ConnectorException.noConnector(id));
  }

  private static ConfiguredConnector touched(ConfiguredConnector changed, Instant now) {
    VoiceConnector connector = changed.connector();
    return changed.with(
        new VoiceConnector(
            connector.id(),
            connector.name(),
            connector.outboundHostName(),
            connector.requireEncryption(),
            connector.region(),
            connector.createdAt(),
            now));
  }

  public ConfiguredConnector putTermination(String id, Termination termination) {
    return change(id, old -> old.withTermination(Optional.of(termination)));
  }

  /** Refused while emergency calling is set, which needs it. */
  public ConfiguredConnector deleteTermination(String id) {
    return change(
        id,
        old -> {
          refuseWithEmergency(old, "termination");
          return old.withTermination(Optional.empty());
        });
  }

  public ConfiguredConnector putOrigination(String id, Origination origination) {
    return change(id, old -> old.withOrigination(Optional.of(origination)));
  }

  /** Refused while emergency calling is set, which needs it to be called back. */
  public ConfiguredConnector deleteOrigination(String id) {
    return change(
        id,
        old -> {
          refuseWithEmergency(old, "origination");
          return old.withOrigination(Optional.empty());
        });
  }

  private static void refuseWithEmergency(ConfiguredConnector connector, String what) {
    if (connector.emergency().isPresent()) {
      throw ConnectorException.conflict(
          "voice connector "
              + connector.connector().id()
              + " has emergency calling set; delete that before its "
              + what
              + " settings");
    }
  }

  public ConfiguredConnector putStreaming(String id, StreamingConfiguration streaming) {
    return change(id, old -> old.withStreaming(Optional.of(streaming)));
  }

  public ConfiguredConnector deleteStreaming(String id) {
    return change(id, old -> old.withStreaming(Optional.empty()));
  }

  public ConfiguredConnector putLogging(String id, LoggingConfiguration logging) {
    return change(id, old -> old.withLogging(logging));
  }

  public ConfiguredConnector putEmergencyCalling(String id, EmergencyCalling emergency) {
    return change(id, old -> old.withEmergency(Optional.of(emergency)));
  }

  public ConfiguredConnector deleteEmergencyCalling(String id) {
    return change(id, old -> old.withEmergency(Optional.empty()));
  }

  /** Adds user names, or gives known ones a new password. */
  public ConfiguredConnector putCredentials(String id, Map<String, String> passwords) {
    return change(id, old -> withCredentials(old, passwords));
  }

  /** As {@link #putCredentials}, as part of a {@link #change}. */
  public static ConfiguredConnector withCredentials(
      ConfiguredConnector connector, Map<String, String> passwords) {
    TreeMap<String, DigestCredential> credentials = new TreeMap<>();
    connector.credentials().forEach(known -> credentials.put(known.username(), known));
    String realm = connector.connector().outboundHostName();
    passwords.forEach(
        (username, password) ->
            credentials.put(username, DigestCredential.of(username, realm, password)));
    return connector.withCredentials(List.copyOf(credentials.values()));
  }

  /** Removes user names; those that are not there are no error. */
  public ConfiguredConnector deleteCredentials(String id, Collection<String> usernames) {
    return change(id, old -> withoutCredentials(old, usernames));
  }

  /** As {@link #deleteCredentials}, as part of a {@link #change}. */
  public static ConfiguredConnector withoutCredentials(
      ConfiguredConnector connector, Collection<String> usernames) {
    List<DigestCredential> kept = new ArrayList<>(connector.credentials());
    kept.removeIf(credential -> usernames.contains(credential.username()));
    return connector.withCredentials(kept);
  }

  public ConnectorGroup createGroup(String name, List<ConnectorGroup.Item> items) {
    Instant now = now();
    ConnectorGroup group = new ConnectorGroup(ids.groupId(), name, items, now, now);
    store.addGroup(group);
    return changed(group);
  }

  /** Every group, newest first. */
  public List<ConnectorGroup> groups() {
    return store.listGroups();
  }

  public Optional<ConnectorGroup> findGroup(UUID id) {
    return store.findGroup(id);
  }

  public ConnectorGroup group(UUID id) {
    return findGroup(id).orElseThrow(() -> noGroup(id));
  }

  public ConnectorGroup updateGroup(UUID id, String name, List<ConnectorGroup.Item> items) {
    Instant now = now();
    return store
        .changeGroup(id, old -> new ConnectorGroup(id, name, items, old.createdAt(), now))
        .map(this::changed)
        .orElseThrow(() -> noGroup(id));
  }

  /** Removes a group; refused while it owns numbers. */
  public void deleteGroup(UUID id) {
    if (!store.removeGroup(id)) {
      throw noGroup(id);
    }
    changed(new ConnectorChange.OfGroup(id));
  }

  private static ConnectorException noGroup(UUID id) {
    return ConnectorException.notFound("there is no voice connector group with the ID " + id);
  }

  /**
   * Takes a number in.
   *
   * @param e164 its plus sign may be missing
   * @param callingName empty for none
   */
  public ConnectorNumber addNumber(String e164, ConnectorNumber.Use use, String callingName) {
    Instant now = now();
    ConnectorNumber number =
        new ConnectorNumber(ConnectorNumber.normalized(e164), use, callingName, null, now, now);
    if (!store.addNumber(number)) {
      throw ConnectorException.conflict("number " + number.e164() + " is there already");
    }
    return changed(number);
  }

  /** Every number in the order of its digits. */
  public List<ConnectorNumber> numbers() {
    return store.listNumbers();
  }

  /**
   * @param e164 its plus sign may be missing
   */
  public Optional<ConnectorNumber> findNumber(String e164) {
    return store.findNumber(ConnectorNumber.normalized(e164));
  }

  /**
   * @param e164 its plus sign may be missing
   */
  public ConnectorNumber number(String e164) {
    String number = ConnectorNumber.normalized(e164);
    return findNumber(number).orElseThrow(() -> noNumber(number));
  }

  /** Lets a number lead somewhere else. */
  public ConnectorNumber assign(String e164, ConnectorNumber.Use use) {
    String number = ConnectorNumber.normalized(e164);
    Instant now = now();
    return store
        .changeNumber(
            number,
            old ->
                new ConnectorNumber(
                    number,
                    use,
                    old.callingName(),
                    old.callingNameChangedAt(),
                    old.createdAt(),
                    now))
        .map(this::changed)
        .orElseThrow(() -> noNumber(number));
  }

  /** Changes a number's calling name, at most once in {@link #CALLING_NAME_PAUSE}. */
  public ConnectorNumber nameNumber(String e164, String callingName) {
    String number = ConnectorNumber.normalized(e164);
    Instant now = now();
    return store
        .changeNumber(number, old -> named(old, callingName, now))
        .map(this::changed)
        .orElseThrow(() -> noNumber(number));
  }

  private static ConnectorNumber named(ConnectorNumber old, String callingName, Instant now) {
    if (old.callingName().equals(callingName)) {
      return old;
    }
    if (old.callingNameChangedAt() != null) {
      Instant next = old.callingNameChangedAt().plus(CALLING_NAME_PAUSE);
      if (now.isBefore(next)) {
        throw ConnectorException.conflict(
            "the calling name of "
                + old.e164()
                + " was changed at "
                + old.callingNameChangedAt()
                + "; it may be changed once in 7 days, from "
                + next
                + " on");
      }
    }
    return new ConnectorNumber(old.e164(), old.use(), callingName, now, old.createdAt(), now);
  }

  /** Gives a number up, wherever it led. */
  public void removeNumber(String e164) {
    String number = ConnectorNumber.normalized(e164);
    if (!store.removeNumber(number)) {
      throw noNumber(number);
    }
    changed(new ConnectorChange.OfNumber(number));
  }

  private static ConnectorException noNumber(String e164) {
    return ConnectorException.notFound("there is no number " + e164);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
