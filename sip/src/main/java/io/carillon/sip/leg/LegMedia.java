package io.carillon.sip.leg;

import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.SrtpSuite;
import io.carillon.sip.sdp.LocalAudio;
import io.carillon.sip.sdp.Negotiation;
import io.carillon.sip.sdp.OfferAnswer;
import io.carillon.sip.sdp.SdpException;
import io.carillon.sip.sdp.SessionDescription;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media of one call and the offers and answers that shape it.
 *
 * <p>Owned by the call's strand.
 */
final class LegMedia {
  private static final Logger LOG = LoggerFactory.getLogger(LegMedia.class);
  private static final int PACKET_MILLIS = 20;

  private final MediaSession session;
  private final LocalAudio local;
  private volatile Optional<Negotiation.Accepted> agreed = Optional.empty();
  private SessionDescription openOffer;
  private SessionDescription lastOffer;

  LegMedia(MediaSession session, SipSettings settings, RandomGenerator random) {
    this.session = session;
    this.local =
        new LocalAudio(
            session.advertisedRtp(),
            session.advertisedRtcp(),
            random.nextLong(1, 1L << 62),
            settings.formats(),
            settings.codecOrder(),
            PACKET_MILLIS,
            settings.srtp(),
            List.of(SrtpSuite.values()),
            bytes -> {
              byte[] key = new byte[bytes];
              random.nextBytes(key);
              return key;
            },
            MediaDirection.SENDRECV);
  }

  MediaSession session() {
    return session;
  }

  /** How an offer or answer of the far end went. */
  sealed interface Result {}

  /**
   * It went well and the media runs by it.
   *
   * @param sdp what to send back; empty when an answer was taken
   */
  record Agreed(String sdp) implements Result {}

  /** It did not; the media goes on as it was. */
  record Refused(int status, int warning, String text) implements Result {}

  /** Answers an offer and puts it into effect. */
  Result answer(String offer) {
    SessionDescription theirs;
    try {
      theirs = SessionDescription.parse(offer);
    } catch (SdpException e) {
      return new Refused(400, 399, e.getMessage());
    }
    return switch (OfferAnswer.answer(theirs, local, agreed)) {
      case Negotiation.Accepted accepted -> {
        take(accepted);
        yield new Agreed(accepted.local().encode());
      }
      case Negotiation.Refused refused ->
          new Refused(refused.status(), refused.warningCode(), refused.text());
    };
  }

  /** Makes an offer; {@link #accept} or {@link #withdraw} closes it. */
  String offer() {
    openOffer = OfferAnswer.offer(local, agreed);
    lastOffer = openOffer;
    return openOffer.encode();
  }

  /**
   * Offers what is agreed already, word for word, so that the far end sees by the version that
   * nothing changes (RFC 4028 7.4).
   */
  String offerTheSame() {
    openOffer = agreed.orElseThrow().local();
    lastOffer = openOffer;
    return openOffer.encode();
  }

  /** Our last offer may be answered once more, by another branch of a forked call. */
  void reopen() {
    openOffer = lastOffer;
  }

  /** The answer to our offer. */
  Result accept(String answer) {
    SessionDescription ours = openOffer;
    if (ours == null) {
      return new Refused(400, 399, "an answer without an offer");
    }
    SessionDescription theirs;
    try {
      theirs = SessionDescription.parse(answer);
    } catch (SdpException e) {
      return new Refused(400, 399, e.getMessage());
    }
    return switch (OfferAnswer.accept(ours, theirs)) {
      case Negotiation.Accepted accepted -> {
        openOffer = null;
        take(accepted);
        yield new Agreed("");
      }
      case Negotiation.Refused refused ->
          new Refused(refused.status(), refused.warningCode(), refused.text());
    };
  }

  /** Our offer was refused: everything stays as it was. */
  void withdraw() {
    openOffer = null;
  }

  boolean offering() {
    return openOffer != null;
  }

  private void take(Negotiation.Accepted accepted) {
    boolean changed = agreed.map(a -> !a.plan().equals(accepted.plan())).orElse(true);
    agreed = Optional.of(accepted);
    if (changed) {
      session
          .apply(accepted.plan())
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  LOG.warn("media plan not applied: {}", failure.toString());
                }
              });
    }
  }

  /** Encoding name of what we send, empty before the first agreement; from any thread. */
  String codec() {
    return agreed.map(accepted -> accepted.plan().send().encodingName()).orElse("");
  }

  void close() {
    session.close();
  }
}
