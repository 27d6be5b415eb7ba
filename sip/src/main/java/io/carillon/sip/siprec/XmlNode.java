package io.carillon.sip.siprec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A piece of an XML document that was read within bounds. */
sealed interface XmlNode {

  /** Character data, entities resolved. */
  record Text(String value) implements XmlNode {}

  /**
   * An element.
   *
   * @param name as written, with its prefix
   * @param attributes by name as written, xmlns among them
   * @param content in order
   */
  record Element(String name, Map<String, String> attributes, List<XmlNode> content)
      implements XmlNode {
    public Element {
      content = List.copyOf(content);
    }

    /** The name without prefix in lower case: vendors differ in both. */
    String local() {
      return XmlNode.local(name);
    }

    /** The first of these attributes that is there, empty when none is. */
    String attribute(String... names) {
      for (String wanted : names) {
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
          if (XmlNode.local(attribute.getKey()).equals(wanted)) {
            return attribute.getValue().strip();
          }
        }
      }
      return "";
    }

    List<Element> children() {
      List<Element> children = new ArrayList<>();
      for (XmlNode node : content) {
        if (node instanceof Element child) {
          children.add(child);
        }
      }
      return children;
    }

    /** The character data right below, without white space around. */
    String text() {
      StringBuilder text = new StringBuilder();
      for (XmlNode node : content) {
        if (node instanceof Text characters) {
          text.append(characters.value());
        }
      }
      return text.toString().strip();
    }

    /** As XML; prefixes declared further up stay as they are. */
    String encode() {
      StringBuilder out = new StringBuilder();
      encode(out);
      return out.toString();
    }

    private void encode(StringBuilder out) {
      out.append('<').append(name);
      attributes.forEach(
          (key, value) ->
              out.append(' ').append(key).append("=\"").append(escape(value)).append('"'));
      if (content.isEmpty()) {
        out.append("/>");
        return;
      }
      out.append('>');
      for (XmlNode node : content) {
        switch (node) {
          case Text characters -> out.append(escape(characters.value()));
          case Element child -> child.encode(out);
        }
      }
      out.append("</").append(name).append('>');
    }
  }

  private static String local(String name) {
    return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\r", "&#13;");
  }
}
