package io.carillon.sip.siprec;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a recording client says of the calls it has recorded (RFC 7865). Immutable.
 *
 * @param mode whether this is all there is
 * @param groups calls that belong together
 * @param sessions the recorded calls
 * @param participants the parties
 * @param streams the media streams, tied to the SDP by their labels
 * @param recorded when each call was part of the recording session
 * @param attendances when each party was part of a call
 * @param contributions which party is on which stream
 * @param extensions elements no one here acts on, as XML
 * @param xml the document as received, of the last update when several were merged ({@code
 *     siprecMetadata} of events)
 */
public record RecordingMetadata(
    DataMode mode,
    List<CommunicationSessionGroup> groups,
    List<CommunicationSession> sessions,
    List<Participant> participants,
    List<RecordedStream> streams,
    List<SessionAssociation> recorded,
    List<SessionAssociation> attendances,
    List<StreamAssociation> contributions,
    List<String> extensions,
    String xml) {

  public RecordingMetadata {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(xml, "xml");
    groups = List.copyOf(groups);
    sessions = List.copyOf(sessions);
    participants = List.copyOf(participants);
    streams = List.copyOf(streams);
    recorded = List.copyOf(recorded);
    attendances = List.copyOf(attendances);
    contributions = List.copyOf(contributions);
    extensions = List.copyOf(extensions);
  }

  /**
   * Reads the body {@code application/rs-metadata+xml}. Prefixes, letter case, order and elements
   * of others do not matter; attribute names of the drafts before RFC 7865 are understood.
   *
   * @throws MetadataException when it is no well-formed XML, has a document type, has another root
   *     element, or is larger than allowed: 128 Ki characters, 4096 elements, 16 levels, 32
   *     attributes of 2048 characters each, 512 objects of a kind
   */
  public static RecordingMetadata parse(String xml) throws MetadataException {
    return MetadataReader.read(xml);
  }

  /**
   * What is known after an update (RFC 7865 6.1): a complete one takes the place of everything, a
   * partial one changes the objects it names and adds new ones.
   *
   * @throws MetadataException when there would be more than 512 objects of a kind
   */
  public RecordingMetadata merge(RecordingMetadata update) throws MetadataException {
    if (update.mode == DataMode.COMPLETE) {
      return update;
    }
    return new RecordingMetadata(
        mode,
        Merging.byKey(
            groups, update.groups, CommunicationSessionGroup::id, CommunicationSessionGroup::merge),
        Merging.byKey(
            sessions, update.sessions, CommunicationSession::id, CommunicationSession::merge),
        Merging.byKey(participants, update.participants, Participant::id, Participant::merge),
        Merging.byKey(streams, update.streams, RecordedStream::id, RecordedStream::merge),
        Merging.sessions(recorded, update.recorded),
        Merging.sessions(attendances, update.attendances),
        Merging.streams(contributions, update.contributions),
        Merging.newer(extensions, update.extensions),
        update.xml);
  }

  public Optional<Participant> participant(String id) {
    return participants.stream().filter(p -> p.id().equals(id)).findFirst();
  }

  /** The stream of a media line; the last one when a label was used again. */
  public Optional<RecordedStream> stream(String label) {
    return streams.stream().filter(s -> s.label().equals(label)).reduce((first, last) -> last);
  }

  /**
   * Whose voice is on a media line now, in the order of the participants: one for separate streams,
   * several for a mixed one, none when nothing is said or they have left.
   */
  public List<Participant> speakersOf(String label) {
    Optional<RecordedStream> stream = stream(label);
    return participants.stream()
        .filter(participant -> stream.filter(s -> speaks(participant.id(), s)).isPresent())
        .toList();
  }

  private boolean speaks(String participantId, RecordedStream stream) {
    List<SessionAssociation> attended =
        attendances.stream()
            .filter(a -> a.participantId().equals(participantId))
            .filter(a -> a.concerns(stream.sessionId()))
            .toList();
    boolean left = !attended.isEmpty() && attended.stream().allMatch(a -> a.span().ended());
    return !left
        && contributions.stream()
            .anyMatch(
                c ->
                    c.participantId().equals(participantId)
                        && !c.span().ended()
                        && c.send().contains(stream.id()));
  }
}
