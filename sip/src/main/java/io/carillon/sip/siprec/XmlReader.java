package io.carillon.sip.siprec;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a small XML document from the network into a tree: no document type, no entities but the
 * five of XML itself, nothing fetched, everything bounded. Prefixes need no declaration, since
 * devices forget it. One use.
 */
final class XmlReader {
  static final int MAX_LENGTH = 128 * 1024;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_ELEMENTS = 4096;
  private static final int MAX_ATTRIBUTES = 32;
  private static final int MAX_ATTRIBUTE_LENGTH = 2048;
  private static final int MAX_NAME_LENGTH = 256;

  private final Deque<Open> open = new ArrayDeque<>();
  private XmlNode.Element root;
  private int elements;

  private XmlReader() {}

  /** The root element. */
  static XmlNode.Element read(String document) throws MetadataException {
    if (document.length() > MAX_LENGTH) {
      throw new MetadataException("XML longer than " + MAX_LENGTH + " characters");
    }
    // Some put a line break before the declaration or a NUL behind the end.
    String text = (document.startsWith("\ufeff") ? document.substring(1) : document).trim();
    XmlReader reader = new XmlReader();
    try {
      reader.all(factory().createXMLStreamReader(new StringReader(text)));
    } catch (XMLStreamException malformed) {
      String message = String.valueOf(malformed.getMessage());
      int start = message.indexOf("Message: ");
      String where =
          malformed.getLocation() == null
              ? ""
              : " in line " + malformed.getLocation().getLineNumber();
      throw new MetadataException(
          "XML" + where + ": " + message.substring(start < 0 ? 0 : start + "Message: ".length()));
    } catch (RuntimeException malformed) {
      // The JDK's scanner lets some of its own exceptions through unwrapped.
      throw new MetadataException("XML: " + malformed.getMessage());
    }
    return reader.root;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("external entities are not read");
        });
    factory.setXMLReporter((message, error, related, location) -> {});
    return factory;
  }

  private void all(XMLStreamReader in) throws XMLStreamException, MetadataException {
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.DTD ->
            throw new MetadataException("XML: a document type is not allowed");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw new MetadataException("XML: entity references are not allowed");
        case XMLStreamConstants.START_ELEMENT -> start(in);
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!open.isEmpty()) {
            open.peek().content.add(new XmlNode.Text(in.getText()));
          }
        }
        default -> {} // comments and processing instructions say nothing
      }
    }
    if (root == null) {
      throw new MetadataException("XML: no element");
    }
  }

  private void start(XMLStreamReader in) throws MetadataException {
    elements++;
    if (elements > MAX_ELEMENTS || open.size() >= MAX_DEPTH) {
      throw new MetadataException(
          "XML: more than " + MAX_ELEMENTS + " elements or " + MAX_DEPTH + " levels");
    }
    if (in.getAttributeCount() > MAX_ATTRIBUTES) {
      throw new MetadataException("XML: element of more than " + MAX_ATTRIBUTES + " attributes");
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String value = in.getAttributeValue(i);
      if (value.length() > MAX_ATTRIBUTE_LENGTH) {
        throw new MetadataException(
            "XML: attribute of more than " + MAX_ATTRIBUTE_LENGTH + " characters");
      }
      attributes.put(name(in.getAttributePrefix(i), in.getAttributeLocalName(i)), value);
    }
    open.push(new Open(name(in.getPrefix(), in.getLocalName()), attributes));
  }

  private static String name(String prefix, String local) throws MetadataException {
    String name = prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
    if (name.length() > MAX_NAME_LENGTH) {
      throw new MetadataException("XML: name of more than " + MAX_NAME_LENGTH + " characters");
    }
    return name;
  }

  private void end() {
    Open done = open.pop();
    XmlNode.Element element = new XmlNode.Element(done.name, done.attributes, done.content);
    if (open.isEmpty()) {
      root = element;
    } else {
      open.peek().content.add(element);
    }
  }

  /** An element whose end has not come yet. */
  private static final class Open {
    private final String name;
    private final Map<String, String> attributes;
    private final List<XmlNode> content = new ArrayList<>();

    Open(String name, Map<String, String> attributes) {
      this.name = name;
      this.attributes = attributes;
    }
  }
}
