package io.carillon.sip.leg;

import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.session.SrtpSuite;
import io.carillon.sip.sdp.CodecOrder;
import io.carillon.sip.sdp.FaxLine;
import io.carillon.sip.sdp.FaxOfferAnswer;
import io.carillon.sip.sdp.LocalAudio;
import io.carillon.sip.sdp.Negotiation;
import io.carillon.sip.sdp.NumberedFormat;
import io.carillon.sip.sdp.OfferAnswer;
import io.carillon.sip.sdp.SdpException;
import io.carillon.sip.sdp.SessionDescription;
import io.carillon.sip.sdp.SrtpPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
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
  private final CodecOrder codecOrder;
  private LocalAudio local;
  private MediaTerms terms = MediaTerms.OURS;
  private volatile Optional<Negotiation.Accepted> agreed = Optional.empty();
  private SessionDescription openOffer;
  private SessionDescription lastOffer;

  LegMedia(MediaSession session, SipSettings settings, RandomGenerator random) {
    this.session = session;
    this.codecOrder = settings.codecOrder();
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

  /** SRTP policy of this call from now on. */
  void srtp(SrtpPolicy policy) {
    local = local.withSrtp(policy);
  }

  /** Answers an offer by the terms said last and puts it into effect. */
  Result answer(String offer) {
    return answer(offer, terms);
  }

  /** Answers an offer and puts it into effect. */
  Result answer(String offer, MediaTerms wanted) {
    Optional<SrtpPolicy> policy = wanted.srtp();
    policy.ifPresent(this::srtp);
    Optional<SessionDescription> theirs = readable(offer);
    if (theirs.isPresent() && faxWanted(theirs.get(), wanted) instanceof FaxOfferAnswer.Fax fax) {
      FaxLine other = FaxLine.of(wanted.image().orElseThrow()).orElseThrow();
      FaxOfferAnswer.Agreed answer =
          FaxOfferAnswer.answer(theirs.get(), fax.line(), other, local, agreed.orElseThrow());
      terms = wanted;
      take(answer);
      return new Agreed(answer.state().local().encode());
    }
    return switch (negotiate(offer, wanted)) {
      case Negotiation.Accepted accepted -> {
        terms = wanted;
        lastOffer = null;
        take(accepted);
        yield new Agreed(accepted.local().encode());
      }
      case Negotiation.Refused refused -> refused(refused);
    };
  }

  private FaxOfferAnswer.Offered faxWanted(SessionDescription theirs, MediaTerms wanted) {
    return agreed.isPresent() && wanted.image().flatMap(FaxLine::of).isPresent()
        ? FaxOfferAnswer.offered(theirs, local)
        : new FaxOfferAnswer.NoFax();
  }

  private static Optional<SessionDescription> readable(String sdp) {
    try {
      return Optional.of(SessionDescription.parse(sdp));
    } catch (SdpException e) {
      return Optional.empty(); // said where it is negotiated
    }
  }

  /** What {@link #answer} would say, but nothing happens. */
  Result wouldAnswer(String offer) {
    return switch (negotiate(offer, terms)) {
      case Negotiation.Accepted accepted -> new Agreed("");
      case Negotiation.Refused refused -> refused(refused);
    };
  }

  private Negotiation negotiate(String offer, MediaTerms wanted) {
    SessionDescription theirs;
    try {
      theirs = SessionDescription.parse(offer);
    } catch (SdpException e) {
      return new Negotiation.Refused(400, 399, e.getMessage());
    }
    return OfferAnswer.answer(theirs, shaped(wanted), agreed);
  }

  private static Refused refused(Negotiation.Refused refused) {
    return new Refused(refused.status(), refused.warningCode(), refused.text());
  }

  /** What we bring, in the order and direction wanted. */
  private LocalAudio shaped(MediaTerms wanted) {
    List<NumberedFormat> formats = new ArrayList<>();
    for (PayloadFormat preferred : wanted.preferred()) {
      local.formats().stream()
          .filter(ours -> !formats.contains(ours) && same(ours.format(), preferred))
          .findFirst()
          .ifPresent(formats::add);
    }
    CodecOrder order =
        formats.stream().anyMatch(NumberedFormat::isAudio) ? CodecOrder.OURS : codecOrder;
    local.formats().stream().filter(ours -> !formats.contains(ours)).forEach(formats::add);
    return local.withFormats(formats).withCodecOrder(order).withDirection(wanted.direction());
  }

  private static boolean same(PayloadFormat a, PayloadFormat b) {
    return a.is(b.encodingName()) && a.clockRate() == b.clockRate();
  }

  /** Makes an offer by the terms said last. */
  String offer() {
    return offer(terms);
  }

  /** Makes an offer; {@link #accept} or {@link #withdraw} closes it. */
  String offer(MediaTerms wanted) {
    wanted.srtp().ifPresent(this::srtp);
    terms = wanted;
    openOffer =
        wanted
            .image()
            .flatMap(FaxLine::of)
            .flatMap(line -> agreed.map(was -> FaxOfferAnswer.offer(line, true, local, was)))
            .orElseGet(() -> OfferAnswer.offer(shaped(wanted), agreed));
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

  /**
   * Our last offer may be answered once more, by another branch of a forked call.
   *
   * @return false when something else was agreed on since
   */
  boolean reopen() {
    openOffer = lastOffer;
    return openOffer != null;
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
    if (FaxLine.of(ours).isPresent() && agreed.isPresent()) {
      return acceptFax(FaxOfferAnswer.accept(ours, theirs, local, agreed.get()));
    }
    return switch (OfferAnswer.accept(ours, theirs)) {
      case Negotiation.Accepted accepted -> {
        openOffer = null;
        take(accepted);
        yield new Agreed("");
      }
      case Negotiation.Refused refused -> refused(refused);
    };
  }

  private Result acceptFax(FaxOfferAnswer.Outcome outcome) {
    return switch (outcome) {
      case FaxOfferAnswer.Agreed answer -> {
        openOffer = null;
        take(answer);
        yield new Agreed("");
      }
      case FaxOfferAnswer.Declined declined -> refused(declined.refused());
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
      applied(session.apply(accepted.plan()));
    }
  }

  private void take(FaxOfferAnswer.Agreed fax) {
    agreed = Optional.of(fax.state());
    lastOffer = null;
    applied(session.apply(fax.plan()));
  }

  private static void applied(CompletionStage<Void> outcome) {
    outcome.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            LOG.warn("media plan not applied: {}", failure.toString());
          }
        });
  }

  /** Encoding name of what we send, empty before the first agreement; from any thread. */
  String codec() {
    return agreed.map(accepted -> accepted.plan().send().encodingName()).orElse("");
  }

  /** What is agreed on; from any thread. */
  Optional<AgreedMedia> agreed() {
    return agreed.map(
        accepted ->
            new AgreedMedia(
                accepted.plan().send(),
                accepted.plan().security() instanceof MediaSecurity.Sdes,
                OfferedMedia.of(accepted.remote())));
  }

  /** What was said last of codecs and direction counts no more. */
  void forgetTerms() {
    terms = MediaTerms.OURS;
  }

  void close() {
    session.close();
  }
}
