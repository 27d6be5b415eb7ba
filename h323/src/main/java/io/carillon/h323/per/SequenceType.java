package io.carillon.h323.per;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SEQUENCE (X.691 clause 18). Additions that are not declared are passed over. */
final class SequenceType extends Type {
  private static final int MOST_OPTIONAL = 63;

  private final boolean extensible;
  private final List<Component> root;
  private final List<Component> additions;
  private final Map<String, Integer> names;
  private final int optional;

  SequenceType(Component... components) {
    this.extensible = Component.extensible(components);
    this.root = Component.root(components);
    this.additions = Component.additions(components);
    this.optional = (int) root.stream().filter(Component::optional).count();
    if (optional > MOST_OPTIONAL) {
      throw new IllegalArgumentException(optional + " optional components");
    }
    this.names = new HashMap<>();
    for (Component component : components) {
      names.merge(component.name(), 1, Integer::sum);
    }
  }

  @Override
  Value read(BitReader in) throws PerException {
    boolean extended = extensible && in.flag();
    long there = in.bits(optional);
    int question = optional;
    Map<String, Value> present = LinkedHashMap.newLinkedHashMap(root.size());
    for (Component component : root) {
      if (component.optional()) {
        question--;
        if ((there >> question & 1) == 0) {
          continue;
        }
      }
      present.put(component.name(), read(in, component));
    }
    if (extended) {
      readAdditions(in, present);
    }
    return Fields.owning(present);
  }

  private void readAdditions(BitReader in, Map<String, Value> present) throws PerException {
    int count = Numbers.readSmallLength(in);
    boolean[] there = new boolean[count];
    for (int i = 0; i < count; i++) {
      there[i] = in.flag();
    }
    for (int i = 0; i < count; i++) {
      if (!there[i]) {
        continue;
      }
      int octets = Numbers.readLength(in);
      if (i < additions.size() && additions.get(i).type() != null) {
        Component component = additions.get(i);
        present.put(component.name(), read(in.part(octets), component));
      } else {
        in.skip(octets);
      }
    }
  }

  private static Value read(BitReader in, Component component) throws PerException {
    try {
      return component.type().readWithin(in);
    } catch (PerException e) {
      throw e.in(component.name());
    }
  }

  @Override
  void write(BitWriter out, Value value) {
    Map<String, Value> present = as(Fields.class, value).present();
    for (String name : present.keySet()) {
      if (!names.containsKey(name)) {
        throw new IllegalArgumentException(
            "there is no component " + name + " beside " + names.keySet());
      }
    }
    int added = added(present);
    if (extensible) {
      out.flag(added > 0);
    }
    for (Component component : root) {
      if (component.optional()) {
        out.flag(present.containsKey(component.name()));
      }
    }
    for (Component component : root) {
      write(out, component, present.get(component.name()));
    }
    if (added > 0) {
      writeAdditions(out, present, added);
    }
  }

  /** How many additions there are up to the last one present. */
  private int added(Map<String, Value> present) {
    for (int i = additions.size(); i > 0; i--) {
      if (present.containsKey(additions.get(i - 1).name())) {
        return i;
      }
    }
    return 0;
  }

  private static void write(BitWriter out, Component component, Value value) {
    if (value != null) {
      component.type().write(out, value);
    } else if (!component.optional()) {
      throw new IllegalArgumentException(component.name() + " is missing");
    }
  }

  private void writeAdditions(BitWriter out, Map<String, Value> present, int added) {
    Numbers.writeSmallLength(out, added);
    for (Component component : additions.subList(0, added)) {
      out.flag(present.containsKey(component.name()));
    }
    for (Component component : additions.subList(0, added)) {
      Value value = present.get(component.name());
      if (value != null) {
        OctetsType.writeOpen(out, component.type().encode(value));
      }
    }
  }
}
