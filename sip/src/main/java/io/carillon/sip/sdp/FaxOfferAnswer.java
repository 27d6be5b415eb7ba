package io.carillon.sip.sdp;

import io.carillon.media.session.DatagramPlan;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Offers and answers that switch a bridged call from audio to fax (ITU-T T.38 Annex D, RFC 3264 8):
 * what one leg offers is offered to the other, whose answer answers the first. Pure functions.
 *
 * <ol>
 *   <li>{@link #offered} reads the re-INVITE of the one leg,
 *   <li>{@link #offer} makes the offer to the other leg,
 *   <li>{@link #accept} reads its answer,
 *   <li>{@link #answer} makes the answer to the one leg.
 * </ol>
 *
 * <p>Each leg then goes on from the {@link Agreed#state} of its own. Back to audio is an ordinary
 * {@link OfferAnswer} from there.
 */
public final class FaxOfferAnswer {
  private FaxOfferAnswer() {}

  /** What an offer wants. */
  public sealed interface Offered {}

  /** Not fax alone: audio is offered, or something that {@link OfferAnswer} refuses. */
  public record NoFax() implements Offered {}

  /** Fax in place of audio. */
  public record Fax(FaxLine line) implements Offered {}

  /** Fax in place of audio, but not for this leg. */
  public record NotHere(Negotiation.Refused refused) implements Offered {}

  /** How the other leg answered. */
  public sealed interface Outcome {}

  /**
   * A leg has agreed.
   *
   * @param state where the next offer/answer of the leg starts from: the descriptions of the fax,
   *     and as its plan the audio agreed on before, switched off; it is not applied
   * @param line of the far end
   * @param plan what the media session does now
   */
  public record Agreed(Negotiation.Accepted state, FaxLine line, DatagramPlan plan)
      implements Outcome {}

  /** It has not: the audio goes on as it was. */
  public record Declined(Negotiation.Refused refused) implements Outcome {}

  /**
   * Reads an offer made inside a session.
   *
   * @param local what we bring to this leg
   */
  public static Offered offered(SessionDescription offer, LocalAudio local) {
    boolean audio = offer.media().stream().anyMatch(line -> line.isAudio() && line.port() != 0);
    Optional<FaxLine> line = FaxLine.of(offer);
    if (audio || line.isEmpty()) {
      return new NoFax();
    }
    Optional<Negotiation.Refused> problem = problem(offer, line.get(), local);
    return problem.isPresent() ? new NotHere(problem.get()) : new Fax(line.get());
  }

  /** Why fax cannot be on this leg at all. */
  private static Optional<Negotiation.Refused> problem(
      SessionDescription theirs, FaxLine line, LocalAudio local) {
    if (local.srtp().required()) {
      return Optional.of(
          Negotiation.Refused.notAcceptable(302, "fax is not encrypted, which is required here"));
    }
    return AudioAnswer.addressProblem(AudioLine.of(theirs, line.index()), local.rtp());
  }

  /**
   * The offer to the other leg. Where the first leg puts the image line in the place of its audio
   * line, so do we; else ours stands beside an audio line that is switched off.
   *
   * @param offer of the first leg
   * @param from state of the first leg
   * @param local what we bring to the other leg
   * @param previous state of the other leg
   */
  public static SessionDescription offer(
      SessionDescription offer,
      FaxLine line,
      Negotiation.Accepted from,
      LocalAudio local,
      Negotiation.Accepted previous) {
    boolean replaces = offer.media().size() <= from.audioLine() || line.index() == from.audioLine();
    return offer(line, replaces, local, previous);
  }

  /**
   * An offer of fax.
   *
   * @param replaces the image line takes the place of the audio line, else it stands beside it
   * @param local what we bring
   * @param previous state of the leg
   */
  public static SessionDescription offer(
      FaxLine line, boolean replaces, LocalAudio local, Negotiation.Accepted previous) {
    List<MediaDescription> lines = new ArrayList<>();
    previous.local().media().forEach(old -> lines.add(old.refused()));
    int place = replaces ? previous.audioLine() : imageLine(previous.local()).orElse(lines.size());
    if (place == lines.size()) {
      lines.add(line.at(local.rtp(), List.of()));
    } else {
      lines.set(place, line.at(local.rtp(), lines.get(place).attributes()));
    }
    return described(local, lines, previous);
  }

  private static OptionalInt imageLine(SessionDescription sdp) {
    return IntStream.range(0, sdp.media().size())
        .filter(i -> FaxLine.is(sdp.media().get(i)))
        .findFirst();
  }

  /**
   * Takes the other leg's answer.
   *
   * @param ours what {@link #offer} gave
   */
  public static Outcome accept(
      SessionDescription ours,
      SessionDescription theirs,
      LocalAudio local,
      Negotiation.Accepted previous) {
    Optional<FaxLine> line = FaxLine.of(theirs);
    int offered = FaxLine.of(ours).orElseThrow().index();
    if (line.isEmpty() || line.get().index() != offered) {
      return new Declined(Negotiation.Refused.notAcceptable(304, "fax refused in the answer"));
    }
    return problem(theirs, line.get(), local)
        .<Outcome>map(Declined::new)
        .orElseGet(() -> agreed(ours, theirs, line.get(), previous));
  }

  /**
   * Answers the first leg.
   *
   * @param offer its offer
   * @param line in it
   * @param other the line of the other leg's answer
   */
  public static Agreed answer(
      SessionDescription offer,
      FaxLine line,
      FaxLine other,
      LocalAudio local,
      Negotiation.Accepted previous) {
    List<MediaDescription> lines = new ArrayList<>();
    offer.media().forEach(theirs -> lines.add(theirs.refused()));
    lines.set(line.index(), other.at(local.rtp(), lines.get(line.index()).attributes()));
    return agreed(described(local, lines, previous), offer, line, previous);
  }

  private static SessionDescription described(
      LocalAudio local, List<MediaDescription> lines, Negotiation.Accepted previous) {
    InetSocketAddress ours = local.rtp();
    return LocalDescription.of(
        ours.getAddress(), local.sessionId(), lines, List.of(), Optional.of(previous.local()));
  }

  private static Agreed agreed(
      SessionDescription ours,
      SessionDescription theirs,
      FaxLine line,
      Negotiation.Accepted previous) {
    Negotiation.Accepted state =
        new Negotiation.Accepted(
            ours,
            theirs,
            audioLine(ours, previous),
            previous.remoteDirection(),
            Plans.silent(previous.plan()));
    return new Agreed(state, line, new DatagramPlan(line.remote()));
  }

  /** Where the audio comes back: its own line, or the one the fax took. */
  private static int audioLine(SessionDescription ours, Negotiation.Accepted previous) {
    return IntStream.range(0, ours.media().size())
        .filter(i -> ours.media().get(i).isAudio())
        .findFirst()
        .orElse(Math.min(previous.audioLine(), ours.media().size() - 1));
  }
}
