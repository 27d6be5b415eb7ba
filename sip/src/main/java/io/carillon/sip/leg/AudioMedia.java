package io.carillon.sip.leg;

import io.carillon.core.call.LegAudio;
import io.carillon.core.call.MediaQuality;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
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
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One audio session: the media of a call between two, or of one into a meeting. */
final class AudioMedia implements LegMedia {
  private static final Logger LOG = LoggerFactory.getLogger(AudioMedia.class);

  private final MediaSession session;
  private final CodecOrder codecOrder;
  private LocalAudio local;
  private MediaTerms terms = MediaTerms.OURS;
  private volatile Optional<Negotiation.Accepted> agreed = Optional.empty();
  private SessionDescription openOffer;
  private SessionDescription lastOffer;

  private AudioMedia(
      MediaSession session, SipSettings settings, SrtpPolicy srtp, RandomGenerator random) {
    this.session = session;
    this.codecOrder = settings.codecOrder();
    long sessionId = random.nextLong(1, 1L << 62);
    this.local = OwnAudio.of(session, settings, sessionId, random).withSrtp(srtp);
  }

  /**
   * Makes the media of calls.
   *
   * @param srtp their policy until {@link MediaTerms} say another
   */
  static LegMediaFactory factory(LegServices services, SrtpPolicy srtp) {
    return (leg, local) ->
        new AudioMedia(
            services.media().open(leg, local), services.settings(), srtp, services.random());
  }

  @Override
  public LegAudio audio() {
    return session;
  }

  @Override
  public MediaQuality.Source measured() {
    return session;
  }

  @Override
  public void onTimeout(Runnable listener) {
    session.onTimeout(listener);
  }

  @Override
  public void onKeyFailure(Consumer<String> listener) {
    session.onKeyFailure(listener);
  }

  @Override
  public void signalledDigit(char key) {
    session.signalledDigit(key);
  }

  private void srtp(SrtpPolicy policy) {
    // Where DTLS is the server's way to encrypt, it is too when encryption is asked for.
    boolean required = policy == SrtpPolicy.REQUIRED && local.srtp() == SrtpPolicy.DTLS;
    local = local.withSrtp(required ? SrtpPolicy.DTLS : policy);
  }

  @Override
  public Result answer(String offer) {
    return answer(offer, terms);
  }

  @Override
  public Result answer(String offer, MediaTerms wanted) {
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

  @Override
  public Result wouldAnswer(String offer) {
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

  @Override
  public String offer() {
    return offer(terms);
  }

  @Override
  public String offer(MediaTerms wanted) {
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

  @Override
  public String offerTheSame() {
    openOffer = agreed.orElseThrow().local();
    lastOffer = openOffer;
    return openOffer.encode();
  }

  @Override
  public boolean reopen() {
    openOffer = lastOffer;
    return openOffer != null;
  }

  @Override
  public Result accept(String answer) {
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
    return switch (OfferAnswer.accept(ours, theirs, agreed)) {
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

  @Override
  public void withdraw() {
    openOffer = null;
  }

  @Override
  public boolean offering() {
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

  @Override
  public String codec() {
    return agreed.map(accepted -> accepted.plan().send().encodingName()).orElse("");
  }

  @Override
  public Optional<AgreedMedia> agreed() {
    return agreed.map(
        accepted ->
            new AgreedMedia(
                accepted.plan().send(),
                !(accepted.plan().security() instanceof MediaSecurity.Plain),
                OfferedMedia.of(accepted.remote())));
  }

  @Override
  public void forgetTerms() {
    terms = MediaTerms.OURS;
  }

  @Override
  public void close() {
    session.close();
  }
}
