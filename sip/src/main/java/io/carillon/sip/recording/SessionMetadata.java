package io.carillon.sip.recording;

import io.carillon.core.call.LegInfo;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.StreamedParty;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.leg.IncomingCall;
import io.carillon.sip.siprec.MetadataException;
import io.carillon.sip.siprec.Participant;
import io.carillon.sip.siprec.RecordingMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a recording client has said of the recorded call so far. Metadata that cannot be read is no
 * reason not to record: it is told as it came. Readable from any thread; changed on the call's
 * strand.
 */
final class SessionMetadata {
  private static final Logger LOG = LoggerFactory.getLogger(SessionMetadata.class);
  private static final int MAX_HEADER = 1024;

  /** What streaming events carry as it came; more does not fit into an event. */
  private static final int MAX_XML = 128 << 10;

  private final LegInfo leg;
  private final Map<String, String> inviteHeaders;
  private volatile Known known = new Known(Optional.empty(), "");

  /** The document of the last message, and what all of them together say. */
  private record Known(Optional<RecordingMetadata> metadata, String xml) {}

  SessionMetadata(LegInfo leg, IncomingCall call, Optional<String> first) {
    this.leg = leg;
    this.inviteHeaders = headers(call.invite());
    first.ifPresent(this::update);
  }

  /** Header values by their names in events. */
  static Map<String, String> headers(Message message) {
    Map<String, String> headers = new HashMap<>();
    for (String name : DomainEvent.INVITE_HEADERS) {
      Messages.value(message, name)
          .ifPresent(
              value -> headers.put(name, value.substring(0, Math.min(MAX_HEADER, value.length()))));
    }
    return headers;
  }

  void update(String xml) {
    if (xml.length() > MAX_XML) {
      LOG.debug("{}: metadata of {} characters are passed over", leg.callId(), xml.length());
      return;
    }
    Optional<RecordingMetadata> before = known.metadata();
    try {
      RecordingMetadata update = RecordingMetadata.parse(xml);
      RecordingMetadata now = before.isPresent() ? before.get().merge(update) : update;
      known = new Known(Optional.of(now), xml);
    } catch (MetadataException e) {
      LOG.debug("{}: metadata cannot be read: {}", leg.callId(), e.getMessage());
      known = new Known(before, xml);
    }
  }

  String xml() {
    return known.xml();
  }

  /**
   * Whose voice a line carries, as streaming events tell it. The first participant counts as the
   * caller, for the metadata does not say who called.
   *
   * @param index of the media line
   * @param label of it, may be empty
   */
  StreamedParty party(int index, String label) {
    List<Participant> participants =
        known.metadata().map(RecordingMetadata::participants).orElse(List.of());
    List<Participant> speakers =
        known.metadata().map(metadata -> metadata.speakersOf(label)).orElse(List.of());
    boolean caller =
        speakers.isEmpty() || participants.isEmpty()
            ? index == 0
            : speakers.getFirst().id().equals(participants.getFirst().id());
    return new StreamedParty(
        leg.directionOfCall(),
        caller,
        user(participants, 0, leg.fromUser()),
        user(participants, 1, leg.toUser()),
        index,
        label,
        known.xml(),
        inviteHeaders);
  }

  private static String user(List<Participant> participants, int index, String otherwise) {
    return participants.size() <= index || participants.get(index).aor().isEmpty()
        ? otherwise
        : user(participants.get(index).aor());
  }

  /** The user part of a sip:, sips: or tel: URI; another text as it is. */
  private static String user(String aor) {
    String rest = aor.replaceFirst("(?i)^(sips?|tel):", "");
    int end = rest.indexOf('@');
    String user = end >= 0 ? rest.substring(0, end) : rest;
    int parameters = user.indexOf(';');
    return parameters >= 0 ? user.substring(0, parameters) : user;
  }
}
