package io.carillon.sip.siprec;

import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.sip.sdp.AudioLinesAnswer;
import io.carillon.sip.sdp.LocalAudio;
import io.carillon.sip.sdp.MediaDescription;
import io.carillon.sip.sdp.Negotiation;
import io.carillon.sip.sdp.SessionDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The answer to the streams of a recording session (RFC 7866 7.2): every audio line is taken as
 * recvonly with its label, or refused on its own; a paused one is inactive. Pure functions.
 */
public sealed interface RecordingAnswer {

  /** Something is recorded, or was and is switched off for now; the next offer starts from it. */
  record Accepted(AudioLinesAnswer.Accepted lines) implements RecordingAnswer {

    /** The body of the 200. */
    public SessionDescription local() {
      return lines.local();
    }

    /** The streams that are taken, in the order of their lines. */
    public List<Stream> streams() {
      return lines.plans().entrySet().stream()
          .map(e -> stream(lines.remote().media().get(e.getKey()), e.getKey(), e.getValue()))
          .toList();
    }

    /** Lines of the previous answer that are gone: their media sessions and recordings end. */
    public List<Integer> ended(Accepted previous) {
      return previous.lines.plans().keySet().stream()
          .filter(index -> !lines.plans().containsKey(index))
          .toList();
    }

    /** Why audio lines with a port are not recorded, by index. */
    public Map<Integer, Negotiation.Refused> refused() {
      return lines.refused();
    }
  }

  /** Nothing can be recorded; what is recorded already goes on. */
  record Refused(Negotiation.Refused reason) implements RecordingAnswer {}

  /**
   * One recorded stream.
   *
   * @param index of its media line, from 0 ({@code sdp.mediaIndex} of events)
   * @param label its {@code a=label} (RFC 4574), empty when there is none
   * @param plan what its media session does
   */
  record Stream(int index, String label, AudioPlan plan) {
    /** False while the client pauses it. */
    public boolean flowing() {
      return plan.direction().receives();
    }
  }

  /**
   * Which lines need a media session of their own before {@link #to} is called, by index from 0.
   * Those of a line that was taken before stay.
   */
  static List<Integer> wanted(SessionDescription offer) {
    return AudioLinesAnswer.offered(offer);
  }

  /**
   * Answers an offer.
   *
   * @param locals what we bring to each wanted line, by index, with the same address and session
   *     id; a line without is refused
   * @param previous state of the recording session when it is a new offer inside it
   */
  static RecordingAnswer to(
      SessionDescription offer, Map<Integer, LocalAudio> locals, Optional<Accepted> previous) {
    Map<Integer, LocalAudio> listening = new TreeMap<>();
    locals.forEach((i, local) -> listening.put(i, local.withDirection(MediaDirection.RECVONLY)));
    return switch (AudioLinesAnswer.of(offer, listening, previous.map(Accepted::lines))) {
      case AudioLinesAnswer.Accepted accepted -> new Accepted(accepted);
      case AudioLinesAnswer.Refused refused -> new Refused(refused.reason());
    };
  }

  private static Stream stream(MediaDescription line, int index, AudioPlan plan) {
    return new Stream(index, line.attribute("label").orElse("").strip(), plan);
  }
}
