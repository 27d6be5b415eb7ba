package io.carillon.h323.per;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CHOICE (X.691 clause 22). An addition that is not declared is kept as octets under its number.
 */
final class ChoiceType extends Type {
  private static final char UNKNOWN = '#';

  private final boolean extensible;
  private final List<Component> root;
  private final List<Component> additions;
  private final Map<String, Integer> rootIndex;
  private final Map<String, Integer> additionIndex;

  ChoiceType(Component... alternatives) {
    this.extensible = Component.extensible(alternatives);
    this.root = Component.root(alternatives);
    this.additions = Component.additions(alternatives);
    this.rootIndex = index(root);
    this.additionIndex = index(additions);
    if (root.isEmpty()) {
      throw new IllegalArgumentException("no alternatives");
    }
  }

  private static Map<String, Integer> index(List<Component> alternatives) {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < alternatives.size(); i++) {
      if (alternatives.get(i).type() != null) {
        index.put(alternatives.get(i).name(), i);
      }
    }
    return Map.copyOf(index);
  }

  @Override
  Value read(BitReader in) throws PerException {
    if (extensible && in.flag()) {
      return readAddition(in);
    }
    return read(in, root.get((int) Numbers.readWhole(in, 0, root.size() - 1L)));
  }

  private Value readAddition(BitReader in) throws PerException {
    int number = Numbers.readSmall(in);
    int octets = Numbers.readLength(in);
    if (number < additions.size() && additions.get(number).type() != null) {
      return read(in.part(octets), additions.get(number));
    }
    return new Chosen(UNKNOWN + Integer.toString(number), new Octets(in.octets(octets)));
  }

  private static Value read(BitReader in, Component alternative) throws PerException {
    try {
      return new Chosen(alternative.name(), alternative.type().readWithin(in));
    } catch (PerException e) {
      throw e.in(alternative.name());
    }
  }

  @Override
  void write(BitWriter out, Value value) {
    Chosen chosen = as(Chosen.class, value);
    Integer index = rootIndex.get(chosen.name());
    if (index != null) {
      if (extensible) {
        out.flag(false);
      }
      Numbers.writeWhole(out, index, 0, root.size() - 1L);
      root.get(index).type().write(out, chosen.value());
    } else {
      writeAddition(out, chosen);
    }
  }

  private void writeAddition(BitWriter out, Chosen chosen) {
    Integer index = additionIndex.get(chosen.name());
    if (!extensible || index == null && !unknown(chosen)) {
      throw new IllegalArgumentException(
          chosen.name() + " is none of " + rootIndex.keySet() + additionIndex.keySet());
    }
    out.flag(true);
    if (index == null) {
      Numbers.writeSmall(out, Integer.parseInt(chosen.name().substring(1)));
      OctetsType.writeOpen(out, as(Octets.class, chosen.value()).bytes());
    } else {
      Numbers.writeSmall(out, index);
      OctetsType.writeOpen(out, additions.get(index).type().encode(chosen.value()));
    }
  }

  private static boolean unknown(Chosen chosen) {
    return chosen.name().charAt(0) == UNKNOWN;
  }
}
