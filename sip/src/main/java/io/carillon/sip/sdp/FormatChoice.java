package io.carillon.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The formats of a line both sides have.
 *
 * @param audio the codec we send
 * @param events telephone-event we send, null when there is none
 * @param noise comfort noise we send, null when there is none
 * @param all every match the far end may use, the three above among them
 */
record FormatChoice(
    FormatMatch audio, FormatMatch events, FormatMatch noise, List<FormatMatch> all) {

  /**
   * For an answer: one codec, so that the far end cannot send what we do not expect, and what
   * belongs to it.
   */
  static Optional<FormatChoice> answer(
      List<NumberedFormat> ours, List<NumberedFormat> offered, CodecOrder order) {
    List<FormatMatch> matches =
        (order == CodecOrder.OURS
                ? ours.stream().flatMap(o -> offered.stream().flatMap(t -> match(o, t)))
                : offered.stream().flatMap(t -> ours.stream().flatMap(o -> match(o, t))))
            .map(FormatMatch::withOfferedNumber)
            .toList();
    return choose(matches)
        .map(
            choice ->
                new FormatChoice(
                    choice.audio,
                    choice.events,
                    choice.noise,
                    Stream.of(choice.audio, choice.events, choice.noise)
                        .filter(match -> match != null)
                        .toList()));
  }

  /** For an answer to our offer: the far end's first codec is sent, all of them may come. */
  static Optional<FormatChoice> accept(
      List<NumberedFormat> offeredByUs, List<NumberedFormat> answered) {
    List<FormatMatch> matches = new ArrayList<>();
    for (NumberedFormat theirs : answered) {
      offeredByUs.stream()
          .filter(ours -> ours.payloadType() == theirs.payloadType())
          .flatMap(ours -> match(ours, theirs))
          .findFirst()
          .or(() -> offeredByUs.stream().flatMap(ours -> match(ours, theirs)).findFirst())
          .ifPresent(matches::add);
    }
    return choose(matches);
  }

  private static Stream<FormatMatch> match(NumberedFormat ours, NumberedFormat theirs) {
    return FormatMatch.of(ours, theirs).stream();
  }

  private static Optional<FormatChoice> choose(List<FormatMatch> matches) {
    Optional<FormatMatch> audio = matches.stream().filter(m -> m.local().isAudio()).findFirst();
    if (audio.isEmpty()) {
      return Optional.empty();
    }
    int clock = audio.get().clockRate();
    List<FormatMatch> events = matches.stream().filter(m -> m.local().isTelephoneEvent()).toList();
    // RFC 4733 2.1 wants the clock of the codec; digits at another clock are better than none.
    FormatMatch event =
        events.stream()
            .filter(m -> m.clockRate() == clock)
            .findFirst()
            .orElse(events.isEmpty() ? null : events.getFirst());
    FormatMatch noise =
        matches.stream()
            .filter(m -> m.local().isComfortNoise() && m.clockRate() == clock)
            .findFirst()
            .orElse(null);
    return Optional.of(new FormatChoice(audio.get(), event, noise, List.copyOf(matches)));
  }
}
