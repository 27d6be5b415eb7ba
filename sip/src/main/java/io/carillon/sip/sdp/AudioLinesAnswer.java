package io.carillon.sip.sdp;

import io.carillon.media.session.AudioPlan;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What we say to an offer of which every audio line counts, each with ports, keys and plan of its
 * own (RFC 3264 6). Pure but for fresh keys, as {@link OfferAnswer} is, which takes one line only.
 */
public sealed interface AudioLinesAnswer {

  /**
   * Some lines are taken, or a session in being has all its lines switched off. It is also the
   * state the next offer starts from.
   *
   * @param local the answer to send: as many lines as the offer has, in its order
   * @param remote the offer
   * @param plans what the media session of each taken line does now, by its index from 0
   * @param refused why the other audio lines with a port are not taken
   */
  record Accepted(
      SessionDescription local,
      SessionDescription remote,
      SortedMap<Integer, AudioPlan> plans,
      SortedMap<Integer, Negotiation.Refused> refused)
      implements AudioLinesAnswer {
    public Accepted {
      Objects.requireNonNull(local, "local");
      Objects.requireNonNull(remote, "remote");
      plans = Collections.unmodifiableSortedMap(new TreeMap<>(plans));
      refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }
  }

  /** No line can be taken; a session in being goes on as it was. */
  record Refused(Negotiation.Refused reason) implements AudioLinesAnswer {}

  /** Audio lines of an offer that want an answer: those with a port, by index from 0. */
  static List<Integer> offered(SessionDescription offer) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < offer.media().size(); i++) {
      if (offer.media().get(i).isAudio() && offer.media().get(i).port() != 0) {
        indices.add(i);
      }
    }
    return indices;
  }

  /**
   * Answers an offer.
   *
   * @param locals what we bring to each line, by index; lines without are refused. All have the
   *     same address and session id
   * @param previous state of the session when it is a new offer inside it
   */
  static AudioLinesAnswer of(
      SessionDescription offer, Map<Integer, LocalAudio> locals, Optional<Accepted> previous) {
    List<MediaDescription> lines = new ArrayList<>();
    offer.media().forEach(line -> lines.add(line.refused()));
    SortedMap<Integer, AudioPlan> plans = new TreeMap<>();
    SortedMap<Integer, Negotiation.Refused> refused = new TreeMap<>();
    for (int index : offered(offer)) {
      LocalAudio local = locals.get(index);
      if (local == null) {
        refused.put(index, Negotiation.Refused.notAcceptable(399, "no room for another stream"));
        continue;
      }
      Optional<AudioPlan> was = previous.map(p -> p.plans().get(index));
      switch (AudioAnswer.of(offer, index, local, was)) {
        case AudioAnswer.Usable usable -> {
          lines.set(index, usable.line());
          plans.put(index, usable.plan());
        }
        case AudioAnswer.Unusable unusable -> refused.put(index, unusable.refused());
      }
    }
    if (plans.isEmpty() && (previous.isEmpty() || !refused.isEmpty())) {
      return new Refused(
          refused.isEmpty()
              ? Negotiation.Refused.notAcceptable(304, "no audio line in the offer")
              : refused.firstEntry().getValue());
    }
    return new Accepted(description(offer, locals, plans, lines, previous), offer, plans, refused);
  }

  private static SessionDescription description(
      SessionDescription offer,
      Map<Integer, LocalAudio> locals,
      SortedMap<Integer, AudioPlan> plans,
      List<MediaDescription> lines,
      Optional<Accepted> previous) {
    List<Attribute> attributes =
        LocalDescription.attributes(
            offer, plans.values().stream().anyMatch(plan -> plan.ice().isPresent()));
    Optional<SessionDescription> was = previous.map(Accepted::local);
    if (plans.isEmpty()) {
      InetAddress address = was.get().connection().ip().orElseThrow();
      return LocalDescription.of(address, 0, lines, List.of(), was);
    }
    LocalAudio first = locals.get(plans.firstKey());
    InetAddress address = first.rtp().getAddress();
    if (!plans.keySet().stream().allMatch(i -> locals.get(i).rtp().getAddress().equals(address))) {
      throw new IllegalArgumentException("the lines have different addresses");
    }
    return LocalDescription.of(address, first.sessionId(), lines, attributes, was);
  }
}
