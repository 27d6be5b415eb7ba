package io.carillon.sip.recording;

import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaEngine;
import io.carillon.media.session.MediaSession;
import io.carillon.media.stream.TapFactory;
import io.carillon.sip.leg.OwnAudio;
import io.carillon.sip.sdp.LocalAudio;
import io.carillon.sip.sdp.SessionDescription;
import io.carillon.sip.sdp.SrtpPolicy;
import io.carillon.sip.siprec.RecordingAnswer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media sessions of a recording session, one for each line that is taken. Owned by the call's
 * strand, but for what event loops say.
 */
final class RecordedLines {
  private static final Logger LOG = LoggerFactory.getLogger(RecordedLines.class);

  /** Streams of one recording session; there are two in a call of two. */
  private static final int MAX_LINES = 16;

  private final LegInfo leg;
  private final InetAddress address;
  private final SrtpPolicy srtp;
  private final SessionMetadata metadata;
  private final RecordingCalls.Parts parts;
  private final long sessionId;
  private final TreeMap<Integer, Line> lines = new TreeMap<>();
  private final Line first;
  private volatile Measured measured;
  private final Map<Integer, String> labels = new ConcurrentHashMap<>();
  private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
  private volatile Set<Integer> flowing = Set.of();
  private volatile Runnable timeout = () -> {};

  /** One line's session, what it brings, and what it does since the last offer. */
  private static final class Line {
    private final MediaSession session;
    private final LocalAudio local;
    private AudioPlan plan;

    Line(MediaSession session, LocalAudio local) {
      this.session = session;
      this.local = local;
    }
  }

  RecordedLines(
      LegInfo leg,
      InetAddress address,
      SrtpPolicy srtp,
      SessionMetadata metadata,
      RecordingCalls.Parts parts)
      throws MediaEngine.NoPortsException {
    this.leg = leg;
    this.address = address;
    this.srtp = srtp;
    this.metadata = metadata;
    this.parts = parts;
    this.sessionId = parts.random().nextLong(1, 1L << 62);
    this.first = line(0);
    lines.put(0, first);
    this.measured = new Measured(MediaQuality.NONE, List.of(first.session));
  }

  /** Of the line at index 0; it may be closed. */
  MediaSession first() {
    return first.session;
  }

  /** What was measured on all lines, those that are gone too; from any thread. */
  MediaQuality quality() {
    return measured.quality();
  }

  /** Changes as a whole, so that no line is counted twice or left out. */
  private record Measured(MediaQuality gone, List<MediaSession> present) {
    MediaQuality quality() {
      return present.stream()
          .map(MediaSession::quality)
          .reduce(MediaQuality.NONE, MediaQuality::plus)
          .plus(gone);
    }
  }

  /** Told when nothing has come for too long on any line that is not paused. */
  void onTimeout(Runnable listener) {
    timeout = listener;
  }

  private Line line(int index) throws MediaEngine.NoPortsException {
    TapFactory taps =
        (info, rate) ->
            parts
                .streams()
                .open(info, rate, () -> metadata.party(index, labels.getOrDefault(index, "")));
    MediaSession session = parts.media().open(leg, address, taps);
    session.onTimeout(() -> silent(index));
    LocalAudio local =
        OwnAudio.of(session, parts.settings(), sessionId, parts.random()).withSrtp(srtp);
    return new Line(session, local);
  }

  private void silent(int index) {
    silent.add(index);
    if (silent.containsAll(flowing)) {
      timeout.run();
    }
  }

  /** Opens sessions for the lines of an offer that have none; without ports a line is refused. */
  void open(SessionDescription offer) {
    for (int index : RecordingAnswer.wanted(offer)) {
      if (lines.containsKey(index) || lines.size() >= MAX_LINES) {
        continue;
      }
      try {
        Line opened = line(index);
        lines.put(index, opened);
        List<MediaSession> present = new ArrayList<>(measured.present());
        present.add(opened.session);
        measured = new Measured(measured.gone(), List.copyOf(present));
      } catch (MediaEngine.NoPortsException e) {
        LOG.warn("{}: line {}: {}", leg.callId(), index, e.getMessage());
      }
    }
    for (int index = 0; index < offer.media().size(); index++) {
      String label = offer.media().get(index).attribute("label").orElse("").strip();
      labels.put(index, label);
    }
  }

  Map<Integer, LocalAudio> locals() {
    Map<Integer, LocalAudio> locals = new TreeMap<>();
    lines.forEach((index, line) -> locals.put(index, line.local));
    return locals;
  }

  /** Lets the sessions do what was agreed on; those without a stream end. */
  void apply(List<RecordingAnswer.Stream> streams) {
    Set<Integer> taken = new HashSet<>();
    Set<Integer> receiving = new HashSet<>();
    for (RecordingAnswer.Stream stream : streams) {
      taken.add(stream.index());
      if (stream.flowing()) {
        receiving.add(stream.index());
      }
      Line line = lines.get(stream.index());
      if (!stream.plan().equals(line.plan)) {
        line.plan = stream.plan();
        apply(line);
      }
    }
    flowing = receiving;
    silent.clear();
    for (int index : new ArrayList<>(lines.keySet())) {
      if (!taken.contains(index)) {
        close(lines.remove(index).session);
      }
    }
  }

  private void close(MediaSession session) {
    List<MediaSession> present = new ArrayList<>(measured.present());
    present.remove(session);
    measured = new Measured(measured.gone().plus(session.quality()), List.copyOf(present));
    session.close();
  }

  private void apply(Line line) {
    line.session
        .apply(line.plan)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.warn("{}: media plan not applied: {}", leg.callId(), failure.toString());
              }
            });
  }

  void close() {
    lines.values().forEach(line -> close(line.session));
    lines.clear();
  }
}
