package io.carillon.h323.per;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** SEQUENCE: the components that are there, by name, in the order they were declared in. */
public final class Fields implements Value {
  /** A SEQUENCE of which nothing is there. */
  public static final Fields NONE = new Fields(Map.of());

  private final Map<String, Value> present;

  private Fields(Map<String, Value> present) {
    this.present = present;
  }

  /** Takes the map over; nobody may change it afterwards. */
  static Fields owning(Map<String, Value> present) {
    return new Fields(Collections.unmodifiableMap(present));
  }

  public static Builder fields() {
    return new Builder();
  }

  Map<String, Value> present() {
    return present;
  }

  public boolean has(String name) {
    return present.containsKey(name);
  }

  public Optional<Value> find(String name) {
    return Optional.ofNullable(present.get(name));
  }

  /** The component where it is a SEQUENCE, one without components where it is not there. */
  public Fields fields(String name) {
    return present.get(name) instanceof Fields fields ? fields : NONE;
  }

  public Optional<Chosen> chosen(String name) {
    return find(name).filter(Chosen.class::isInstance).map(Chosen.class::cast);
  }

  /** Whether the component is a CHOICE and that alternative taken. */
  public boolean chose(String name, String alternative) {
    return present.get(name) instanceof Chosen chosen && chosen.is(alternative);
  }

  /** The values of a SEQUENCE OF; none where it is not there. */
  public List<Value> items(String name) {
    return present.get(name) instanceof Items items ? items.values() : List.of();
  }

  /** Those values of a SEQUENCE OF that are of a kind. */
  public <T extends Value> Stream<T> each(String name, Class<T> kind) {
    return items(name).stream().filter(kind::isInstance).map(kind::cast);
  }

  public OptionalLong whole(String name) {
    return present.get(name) instanceof Whole whole
        ? OptionalLong.of(whole.number())
        : OptionalLong.empty();
  }

  /** False where it is not there. */
  public boolean flag(String name) {
    return present.get(name) instanceof Flag flag && flag.set();
  }

  public Optional<String> text(String name) {
    return present.get(name) instanceof Text text ? Optional.of(text.text()) : Optional.empty();
  }

  public Optional<Octets> octets(String name) {
    return present.get(name) instanceof Octets octets ? Optional.of(octets) : Optional.empty();
  }

  public Optional<String> objectId(String name) {
    return present.get(name) instanceof ObjectId id ? Optional.of(id.dotted()) : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields fields && present.equals(fields.present);
  }

  @Override
  public int hashCode() {
    return present.hashCode();
  }

  @Override
  public String toString() {
    return present.toString();
  }

  /** Puts components together. A name given again replaces the value before. */
  public static final class Builder {
    private final Map<String, Value> values = new LinkedHashMap<>();

    private Builder() {}

    public Builder set(String name, Value value) {
      values.put(name, value);
      return this;
    }

    public Builder set(String name, long number) {
      return set(name, Value.of(number));
    }

    public Builder set(String name, boolean flag) {
      return set(name, Value.of(flag));
    }

    /** A component of type NULL, which is there. */
    public Builder set(String name) {
      return set(name, Value.nothing());
    }

    /** A component of type CHOICE with an alternative that says all by its name. */
    public Builder choose(String name, String alternative) {
      return set(name, Chosen.of(alternative));
    }

    public Builder choose(String name, String alternative, Value value) {
      return set(name, new Chosen(alternative, value));
    }

    public Builder setIf(String name, Optional<? extends Value> value) {
      value.ifPresent(it -> set(name, it));
      return this;
    }

    public Fields done() {
      return owning(new LinkedHashMap<>(values));
    }
  }
}
