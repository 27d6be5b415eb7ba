package io.carillon.sip.recording;

import io.carillon.core.call.LegAudio;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.event.DomainEvent;
import io.carillon.media.session.MediaEngine;
import io.carillon.sip.leg.AgreedMedia;
import io.carillon.sip.leg.LegMedia;
import io.carillon.sip.leg.MediaTerms;
import io.carillon.sip.multipart.MultipartException;
import io.carillon.sip.sdp.SdpException;
import io.carillon.sip.sdp.SessionDescription;
import io.carillon.sip.sdp.SrtpPolicy;
import io.carillon.sip.siprec.RecordingAnswer;
import io.carillon.sip.siprec.SiprecRequests;
import java.net.InetAddress;
import java.util.Optional;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media of a recording session: each audio line the client sends is a session of its own that
 * only listens. Lines come, pause, go on and go by later offers.
 *
 * <p>Owned by the call's strand.
 */
final class RecordingMedia implements LegMedia {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingMedia.class);

  private final LegInfo leg;
  private final SessionMetadata metadata;
  private final RecordingCalls.Parts parts;
  private final RecordedLines lines;
  private Optional<RecordingAnswer.Accepted> agreed = Optional.empty();
  private boolean offering;

  /** Opens the session of the first line, so that a call for which there is no room is refused. */
  RecordingMedia(
      LegInfo leg,
      InetAddress local,
      SrtpPolicy srtp,
      SessionMetadata metadata,
      RecordingCalls.Parts parts)
      throws MediaEngine.NoPortsException {
    this.leg = leg;
    this.metadata = metadata;
    this.parts = parts;
    this.lines = new RecordedLines(leg, local, srtp, metadata, parts);
  }

  @Override
  public boolean recording() {
    return true;
  }

  @Override
  public LegAudio audio() {
    return lines.first();
  }

  /** All streams together: a call has one quality record a minute. */
  @Override
  public MediaQuality.Source measured() {
    return lines::quality;
  }

  @Override
  public void onTimeout(Runnable listener) {
    lines.onTimeout(listener);
  }

  @Override
  public void signalledDigit(char key) {
    LOG.debug("{}: a key in a recording session means nothing", leg.callId());
  }

  @Override
  public Result answer(String offer) {
    SessionDescription theirs;
    try {
      theirs = SessionDescription.parse(offer);
    } catch (SdpException e) {
      return new Refused(400, 399, e.getMessage());
    }
    return switch (take(theirs)) {
      case RecordingAnswer.Accepted accepted -> new Agreed(accepted.local().encode());
      case RecordingAnswer.Refused refused ->
          new Refused(
              refused.reason().status(), refused.reason().warningCode(), refused.reason().text());
    };
  }

  private RecordingAnswer take(SessionDescription theirs) {
    lines.open(theirs);
    RecordingAnswer answer = RecordingAnswer.to(theirs, lines.locals(), agreed);
    if (answer instanceof RecordingAnswer.Accepted accepted) {
      accepted
          .refused()
          .forEach((index, why) -> LOG.debug("{}: line {} {}", leg.callId(), index, why.text()));
      lines.apply(accepted.streams());
      agreed = Optional.of(accepted);
    } else {
      lines.apply(agreed.map(RecordingAnswer.Accepted::streams).orElse(java.util.List.of()));
    }
    return answer;
  }

  @Override
  public Result answer(String offer, MediaTerms wanted) {
    return answer(offer);
  }

  /** Whether it is a description; what of it is taken turns out when there are ports for it. */
  @Override
  public Result wouldAnswer(String offer) {
    try {
      SessionDescription.parse(offer);
      return new Agreed("");
    } catch (SdpException e) {
      return new Refused(400, 399, e.getMessage());
    }
  }

  /** A recording server has nothing to offer but what is agreed (RFC 7866 7.2). */
  @Override
  public String offer() {
    return offerTheSame();
  }

  @Override
  public String offer(MediaTerms wanted) {
    return offerTheSame();
  }

  @Override
  public String offerTheSame() {
    offering = true;
    return agreed.orElseThrow().local().encode();
  }

  @Override
  public boolean reopen() {
    return false;
  }

  /** Their answer to what was agreed says the same as an offer of theirs. */
  @Override
  public Result accept(String answer) {
    if (!offering) {
      return new Refused(400, 399, "an answer without an offer");
    }
    offering = false;
    return answer(answer) instanceof Refused refused ? refused : new Agreed("");
  }

  @Override
  public void withdraw() {
    offering = false;
  }

  @Override
  public boolean offering() {
    return offering;
  }

  @Override
  public String codec() {
    return "";
  }

  /** It is more than one audio session. */
  @Override
  public Optional<AgreedMedia> agreed() {
    return Optional.empty();
  }

  @Override
  public void forgetTerms() {
    LOG.debug("{}: nobody sets terms for a recording session", leg.callId());
  }

  @Override
  public void heard(Request request) {
    try {
      Optional<String> update = SiprecRequests.metadata(request);
      if (update.isPresent()) {
        metadata.update(update.get());
        parts
            .events()
            .publish(
                new DomainEvent.StreamUpdated(
                    parts.clock().instant(),
                    leg,
                    SessionMetadata.headers(request),
                    metadata.xml()));
      }
    } catch (MultipartException e) {
      LOG.debug("{}: metadata cannot be found: {}", leg.callId(), e.getMessage());
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
