package io.carillon.sip.sdp;

import io.carillon.media.session.MediaDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The offer/answer model (RFC 3264) for one audio stream: pure functions, but for fresh keys taken
 * from {@link LocalAudio#keys()}. Every offer is answered from scratch; what went before only keeps
 * session id, version, keys and payload types.
 *
 * <p>Choices: the best codec by our order is answered unless {@link CodecOrder#THEIRS} is set,
 * alone with its telephone-event and CN; the first usable audio line is taken, every other line
 * refused with port 0; BUNDLE is never agreed on, since it says nothing for one stream.
 */
public final class OfferAnswer {
  private OfferAnswer() {}

  /**
   * Answers an offer.
   *
   * @param previous state of the session when it is a new offer inside it
   */
  public static Negotiation answer(
      SessionDescription offer, LocalAudio local, Optional<Negotiation.Accepted> previous) {
    Negotiation.Refused first = null;
    for (int index : candidates(offer, previous)) {
      switch (AudioAnswer.of(offer, index, local, previous.map(Negotiation.Accepted::plan))) {
        case AudioAnswer.Usable usable -> {
          return accepted(offer, local, previous, index, usable);
        }
        case AudioAnswer.Unusable unusable -> first = first == null ? unusable.refused() : first;
      }
    }
    if (first != null) {
      return first;
    }
    return switchedOff(offer, local, previous)
        .orElseGet(() -> Negotiation.Refused.notAcceptable(304, "no audio line in the offer"));
  }

  /**
   * Our offer.
   *
   * @param previous state of the session when it is a new offer inside it
   */
  public static SessionDescription offer(
      LocalAudio local, Optional<Negotiation.Accepted> previous) {
    MediaDescription audio = AudioOffer.line(local, previous);
    List<MediaDescription> lines = new ArrayList<>();
    previous.ifPresent(p -> p.local().media().forEach(line -> lines.add(line.refused())));
    if (previous.isPresent()) {
      lines.set(previous.get().audioLine(), audio);
    } else {
      lines.add(audio);
    }
    boolean ice = previous.flatMap(p -> p.plan().ice()).isPresent();
    List<Attribute> attributes = ice ? IceParameters.sessionAttributes() : List.of();
    return description(local, lines, attributes, previous);
  }

  /**
   * Takes the answer to our offer.
   *
   * @param ours what {@link #offer} gave
   * @param previous state of the session when it was a new offer inside it
   */
  public static Negotiation accept(
      SessionDescription ours, SessionDescription theirs, Optional<Negotiation.Accepted> previous) {
    return AnswerCheck.check(ours, theirs, previous.map(Negotiation.Accepted::plan));
  }

  /** The same for the first offer of a session. */
  public static Negotiation accept(SessionDescription ours, SessionDescription theirs) {
    return accept(ours, theirs, Optional.empty());
  }

  private static SessionDescription description(
      LocalAudio local,
      List<MediaDescription> lines,
      List<Attribute> attributes,
      Optional<Negotiation.Accepted> previous) {
    return LocalDescription.of(
        local.rtp().getAddress(),
        local.sessionId(),
        lines,
        attributes,
        previous.map(Negotiation.Accepted::local));
  }

  /** Audio lines that are not switched off, the one in use first. */
  private static List<Integer> candidates(
      SessionDescription offer, Optional<Negotiation.Accepted> previous) {
    List<Integer> indices = new ArrayList<>(AudioLinesAnswer.offered(offer));
    previous
        .map(p -> (Integer) p.audioLine())
        .filter(indices::remove)
        .ifPresent(index -> indices.addFirst(index));
    return indices;
  }

  private static Negotiation accepted(
      SessionDescription offer,
      LocalAudio local,
      Optional<Negotiation.Accepted> previous,
      int index,
      AudioAnswer.Usable usable) {
    List<MediaDescription> lines = new ArrayList<>();
    offer.media().forEach(line -> lines.add(line.refused()));
    lines.set(index, usable.line());
    return new Negotiation.Accepted(
        description(
            local,
            lines,
            LocalDescription.attributes(offer, usable.plan().ice().isPresent()),
            previous),
        offer,
        index,
        usable.remoteDirection(),
        usable.plan());
  }

  /**
   * A new offer that switches the audio off (port 0) is a hold, not an error: the call goes on and
   * the next offer brings the audio back.
   */
  private static Optional<Negotiation> switchedOff(
      SessionDescription offer, LocalAudio local, Optional<Negotiation.Accepted> previous) {
    OptionalInt audioLine =
        IntStream.range(0, offer.media().size())
            .filter(i -> offer.media().get(i).isAudio())
            .findFirst();
    if (previous.isEmpty() || audioLine.isEmpty()) {
      return Optional.empty();
    }
    List<MediaDescription> lines = offer.media().stream().map(MediaDescription::refused).toList();
    return Optional.of(
        new Negotiation.Accepted(
            description(local, lines, List.of(), previous),
            offer,
            audioLine.getAsInt(),
            MediaDirection.INACTIVE,
            Plans.silent(previous.get().plan())));
  }
}
