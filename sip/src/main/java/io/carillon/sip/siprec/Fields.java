package io.carillon.sip.siprec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The children of an element: those asked for by name, and the rest. One use. */
final class Fields {
  private final XmlNode.Element parent;
  private final Set<String> asked = new HashSet<>();

  Fields(XmlNode.Element parent) {
    this.parent = parent;
  }

  List<XmlNode.Element> elements(String name) {
    asked.add(name);
    return parent.children().stream().filter(child -> child.local().equals(name)).toList();
  }

  /** Texts of all children of a name, empty ones left out. */
  List<String> all(String name) {
    return elements(name).stream().map(XmlNode.Element::text).filter(t -> !t.isEmpty()).toList();
  }

  /** The first text there is under one of these names, empty when there is none. */
  String first(String... names) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      found.addAll(all(name));
    }
    return found.isEmpty() ? "" : found.getFirst();
  }

  Span span() {
    return new Span(
        first("associate-time", "start-time"), first("disassociate-time", "stop-time", "end-time"));
  }

  /** Children nobody asked for until now, as XML. */
  List<String> rest() {
    return parent.children().stream()
        .filter(child -> !asked.contains(child.local()))
        .map(XmlNode.Element::encode)
        .toList();
  }
}
