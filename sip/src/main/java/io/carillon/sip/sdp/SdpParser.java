package io.carillon.sip.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads one description, line by line. Lenient where devices are sloppy (bare LF, trailing spaces,
 * no {@code s=} or {@code t=}, lines in odd order), strict in size.
 */
final class SdpParser {
  static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_LINES = 2048;
  private static final int MAX_MEDIA = 32;
  private static final int MAX_FORMATS = 64;
  private static final int MAX_ATTRIBUTES = 512;

  private final List<MediaDescription> media = new ArrayList<>();
  private final Section session = new Section();
  private Section section = session;
  private List<String> mediaLine;
  private Origin origin;
  private String name = "";
  private boolean versionSeen;

  private SdpParser() {}

  static void checkSize(int size) throws SdpException {
    if (size > MAX_BYTES) {
      throw new SdpException(0, "", size + " bytes, allowed are " + MAX_BYTES);
    }
  }

  static SessionDescription parse(String text) throws SdpException {
    checkSize(text.length());
    SdpParser parser = new SdpParser();
    // A CR alone ends a line as well: otherwise it would stay inside a value.
    int number = 0;
    for (String line : text.split("\r\n|\n|\r", -1)) {
      number++;
      if (number > MAX_LINES) {
        throw new SdpException(number, line, "more than " + MAX_LINES + " lines");
      }
      String stripped = SdpText.stripEnd(line);
      if (!stripped.isEmpty()) {
        parser.line(number, stripped);
      }
    }
    return parser.finish();
  }

  private SessionDescription finish() throws SdpException {
    closeMedia();
    if (!versionSeen) {
      throw new SdpException(0, "", "no v= line");
    }
    if (origin == null) {
      throw new SdpException(0, "", "no o= line");
    }
    return new SessionDescription(
        origin,
        name.isEmpty() ? "-" : name,
        session.connection,
        session.bandwidth,
        session.timing == null ? Timing.UNBOUNDED : session.timing,
        session.attributes,
        media,
        session.others);
  }

  private void line(int number, String line) throws SdpException {
    if (line.length() < 2 || line.charAt(1) != '=' || !OtherLine.isType(line.charAt(0))) {
      throw new SdpException(number, line, "not of the form type=value");
    }
    if (line.indexOf(0) >= 0) {
      throw new SdpException(number, line, "holds a NUL");
    }
    String value = SdpText.stripStart(line.substring(2));
    switch (line.charAt(0)) {
      case 'v' -> version(number, line, value);
      case 'o' -> origin(number, line, value);
      case 's' -> name = name.isEmpty() ? value : name;
      case 'm' -> media(number, line, value);
      case 'c' -> connection(number, line, value);
      case 'b' -> section.bandwidth(value);
      case 't' -> timing(value);
      case 'a' -> attribute(number, line, value);
      default -> section.others.add(new OtherLine(line.charAt(0), value));
    }
  }

  private void version(int number, String line, String value) throws SdpException {
    if (!value.equals("0")) {
      throw new SdpException(number, line, "version is not 0");
    }
    versionSeen = true;
  }

  private void origin(int number, String line, String value) throws SdpException {
    List<String> parts = SdpText.words(value);
    if (origin != null || parts.size() != 6) {
      throw new SdpException(
          number, line, origin != null ? "second o= line" : "an origin has six fields");
    }
    origin =
        new Origin(
            parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5));
  }

  private void connection(int number, String line, String value) throws SdpException {
    List<String> parts = SdpText.words(value);
    if (parts.size() != 3) {
      throw new SdpException(number, line, "a connection has three fields");
    }
    if (section.connection == null) {
      section.connection = new Connection(parts.get(0), parts.get(1), parts.get(2));
    } else {
      section.others.add(new OtherLine('c', value));
    }
  }

  private void timing(String value) {
    if (section != session || session.timing != null) {
      section.others.add(new OtherLine('t', value));
      return;
    }
    List<String> parts = SdpText.words(value);
    session.timing =
        new Timing(
            parts.isEmpty() ? 0 : time(parts.get(0)), parts.size() < 2 ? 0 : time(parts.get(1)));
  }

  private static long time(String text) {
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException notANumber) {
      return 0; // nothing depends on it
    }
  }

  private void attribute(int number, String line, String value) throws SdpException {
    if (section.attributes.size() >= MAX_ATTRIBUTES) {
      throw new SdpException(number, line, "more than " + MAX_ATTRIBUTES + " attributes");
    }
    int colon = value.indexOf(':');
    section.attributes.add(
        colon < 0
            ? Attribute.flag(value)
            : new Attribute(
                SdpText.stripEnd(value.substring(0, colon)), value.substring(colon + 1)));
  }

  private void media(int number, String line, String value) throws SdpException {
    closeMedia();
    if (media.size() >= MAX_MEDIA) {
      throw new SdpException(number, line, "more than " + MAX_MEDIA + " media lines");
    }
    List<String> parts = SdpText.words(value);
    if (parts.size() < 3) {
      throw new SdpException(number, line, "a media line has type, port, protocol and formats");
    }
    if (parts.size() > 3 + MAX_FORMATS) {
      throw new SdpException(number, line, "more than " + MAX_FORMATS + " formats");
    }
    String[] ports = parts.get(1).split("/", 2);
    int port = SdpText.number(ports[0]);
    int count = ports.length < 2 ? 1 : SdpText.number(ports[1]);
    if (port < 0 || port > 65535 || count < 1 || count > 65535) {
      throw new SdpException(number, line, "port is not 0-65535");
    }
    mediaLine = parts;
    section = new Section();
  }

  private void closeMedia() {
    if (mediaLine == null) {
      return;
    }
    String[] ports = mediaLine.get(1).split("/", 2);
    media.add(
        new MediaDescription(
            mediaLine.get(0),
            SdpText.number(ports[0]),
            ports.length < 2 ? 1 : SdpText.number(ports[1]),
            mediaLine.get(2),
            mediaLine.subList(3, mediaLine.size()),
            section.connection,
            section.bandwidth,
            section.attributes,
            section.others));
    mediaLine = null;
  }

  /** The lines of the session or of one media line. */
  private static final class Section {
    private final List<Bandwidth> bandwidth = new ArrayList<>();
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<OtherLine> others = new ArrayList<>();
    private Connection connection;
    private Timing timing;

    /** A bandwidth that cannot be read says nothing; it is kept and not counted. */
    private void bandwidth(String value) {
      int colon = value.indexOf(':');
      String type = colon < 0 ? "" : value.substring(0, colon);
      int amount = colon < 0 ? -1 : SdpText.number(SdpText.stripStart(value.substring(colon + 1)));
      if (amount < 0 || !SdpText.words(type).equals(List.of(type))) {
        others.add(new OtherLine('b', value));
      } else {
        bandwidth.add(new Bandwidth(type, amount));
      }
    }
  }
}
