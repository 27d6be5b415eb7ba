package io.carillon.sip.siprec;

import java.util.ArrayList;
import java.util.List;

/** Makes metadata of its XML, whatever the order; objects without an id are kept as they are. */
final class MetadataReader {
  private DataMode mode = DataMode.COMPLETE; // when nothing is said
  private final List<CommunicationSessionGroup> groups = new ArrayList<>();
  private final List<CommunicationSession> sessions = new ArrayList<>();
  private final List<Participant> participants = new ArrayList<>();
  private final List<RecordedStream> streams = new ArrayList<>();
  private final List<SessionAssociation> recorded = new ArrayList<>();
  private final List<SessionAssociation> attendances = new ArrayList<>();
  private final List<StreamAssociation> contributions = new ArrayList<>();
  private final List<String> extensions = new ArrayList<>();

  private MetadataReader() {}

  static RecordingMetadata read(String xml) throws MetadataException {
    XmlNode.Element root = XmlReader.read(xml);
    if (!root.local().equals("recording")) {
      throw new MetadataException("root element is " + root.name() + ", not recording");
    }
    MetadataReader reader = new MetadataReader();
    for (XmlNode.Element element : root.children()) {
      reader.element(element);
    }
    return reader.result(xml);
  }

  private void element(XmlNode.Element element) throws MetadataException {
    switch (element.local()) {
      case "datamode" -> mode = mode(element.text());
      case "group" -> group(element);
      case "session" -> session(element);
      case "participant" -> participant(element);
      case "stream" -> stream(element);
      case "sessionrecordingassoc" -> recorded(element);
      case "participantsessionassoc" -> attendance(element);
      case "participantstreamassoc" -> contribution(element);
      default -> extensions.add(element.encode());
    }
  }

  private static DataMode mode(String text) throws MetadataException {
    for (DataMode known : DataMode.values()) {
      if (known.name().equalsIgnoreCase(text)) {
        return known;
      }
    }
    throw new MetadataException("datamode is neither complete nor partial: " + text);
  }

  private void group(XmlNode.Element element) {
    Fields fields = new Fields(element);
    String id = element.attribute("group_id", "id");
    if (identified(element, id)) {
      groups.add(new CommunicationSessionGroup(id, fields.span(), fields.rest()));
    }
  }

  private void session(XmlNode.Element element) {
    Fields fields = new Fields(element);
    String id = element.attribute("session_id", "id");
    if (identified(element, id)) {
      String group = fields.first("group-ref", "group_ref");
      sessions.add(
          new CommunicationSession(
              id,
              fields.all("sipsessionid"),
              group.isEmpty() ? element.attribute("group_ref", "group-ref", "group") : group,
              fields.all("reason"),
              fields.span(),
              fields.rest()));
    }
  }

  /** Drafts have the associations inside the participant. */
  private void participant(XmlNode.Element element) {
    Fields fields = new Fields(element);
    String id = element.attribute("participant_id", "id");
    if (!identified(element, id)) {
      return;
    }
    List<Participant.NameId> names = new ArrayList<>();
    for (XmlNode.Element nameId : fields.elements("nameid")) {
      names(names, nameId.attribute("aor"), nameId);
    }
    for (String aor : fields.all("aor")) {
      names(names, aor, element);
    }
    if (names.isEmpty() && !fields.all("name").isEmpty()) {
      names(names, "", element);
    }
    fields.all("name"); // belongs to the aor beside it, not to the rest
    String session = element.attribute("session_id", "session");
    List<String> send = fields.all("send");
    List<String> receive = fields.all("recv");
    Span span = fields.span();
    if (!session.isEmpty()) {
      attendances.add(new SessionAssociation(id, session, span, List.of()));
    }
    if (!send.isEmpty() || !receive.isEmpty()) {
      contributions.add(new StreamAssociation(id, send, receive, span, List.of()));
    }
    participants.add(new Participant(id, names, fields.rest()));
  }

  private static void names(List<Participant.NameId> names, String aor, XmlNode.Element parent) {
    int before = names.size();
    for (XmlNode.Element name : parent.children()) {
      if (name.local().equals("name")) {
        names.add(new Participant.NameId(aor, name.text(), name.attribute("lang")));
      }
    }
    if (names.size() == before) {
      names.add(new Participant.NameId(aor, "", ""));
    }
  }

  private void stream(XmlNode.Element element) {
    Fields fields = new Fields(element);
    String id = element.attribute("stream_id", "id");
    if (identified(element, id)) {
      String session = element.attribute("session_id", "session");
      String label = fields.first("label");
      streams.add(
          new RecordedStream(
              id, session, label.isEmpty() ? element.attribute("label") : label, fields.rest()));
    }
  }

  private void recorded(XmlNode.Element element) {
    Fields fields = new Fields(element);
    String session = element.attribute("session_id", "session");
    recorded.add(new SessionAssociation("", session, fields.span(), fields.rest()));
  }

  private void attendance(XmlNode.Element element) {
    Fields fields = new Fields(element);
    String participant = element.attribute("participant_id", "participant");
    if (identified(element, participant)) {
      String session = element.attribute("session_id", "session");
      attendances.add(new SessionAssociation(participant, session, fields.span(), fields.rest()));
    }
  }

  private void contribution(XmlNode.Element element) {
    Fields fields = new Fields(element);
    String participant = element.attribute("participant_id", "participant");
    if (identified(element, participant)) {
      contributions.add(
          new StreamAssociation(
              participant, fields.all("send"), fields.all("recv"), fields.span(), fields.rest()));
    }
  }

  /** Nothing can be tied to an object without an id. */
  private boolean identified(XmlNode.Element element, String id) {
    if (id.isEmpty()) {
      extensions.add(element.encode());
    }
    return !id.isEmpty();
  }

  /** Objects named twice become one. */
  private RecordingMetadata result(String xml) throws MetadataException {
    RecordingMetadata none =
        new RecordingMetadata(
            mode, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), "");
    RecordingMetadata read =
        new RecordingMetadata(
            DataMode.PARTIAL,
            groups,
            sessions,
            participants,
            streams,
            recorded,
            attendances,
            Merging.bounded(contributions),
            Merging.bounded(extensions),
            xml);
    return none.merge(read);
  }
}
