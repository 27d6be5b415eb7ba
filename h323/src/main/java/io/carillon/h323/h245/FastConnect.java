package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Limits;
import io.carillon.h323.per.Octets;
import io.carillon.h323.per.PerException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Fast connect (H.323 8.1.7): which of the channels that a Setup proposes are taken. The two
 * directions are chosen each for itself, by our order; the same codec in both directions where our
 * order leaves that open.
 *
 * @param channels the channels taken, as they go into our answer
 * @param receiving on which we receive
 * @param sending on which we send
 */
public record FastConnect(List<Octets> channels, AudioChannel receiving, AudioChannel sending) {
  /** A Setup has one for each codec and direction; what is beyond that is not looked at. */
  private static final int MOST_PROPOSALS = 128;

  public FastConnect {
    channels = List.copyOf(channels);
  }

  /**
   * Chooses; none when a direction has nothing that we can do. A proposal that is not understood
   * does not harm the others.
   *
   * @param proposals the octets of OpenLogicalChannel each
   * @param ourChannel the number of the channel on which we send
   */
  public static Optional<FastConnect> choose(
      List<Octets> proposals, LocalMedia local, int ourChannel) {
    List<Proposal> usable = new ArrayList<>();
    for (Octets octets : proposals.subList(0, Math.min(MOST_PROPOSALS, proposals.size()))) {
      read(octets)
          .filter(it -> it.mainAudio() && local.codecs().contains(it.codec()))
          .ifPresent(usable::add);
    }
    Comparator<Proposal> ours = Comparator.comparingInt(it -> local.codecs().indexOf(it.codec()));
    Optional<Proposal> receive = usable.stream().filter(Proposal::towardsUs).min(ours);
    Optional<Proposal> send =
        usable.stream().filter(it -> !it.towardsUs() && it.rtp().isPresent()).min(ours);
    if (receive.isEmpty() || send.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(taken(receive.get(), send.get(), local, ourChannel));
  }

  private static Optional<Proposal> read(Octets octets) {
    try {
      Fields open = (Fields) ChannelTypes.OPEN_LOGICAL_CHANNEL.decode(octets.bytes(), Limits.USUAL);
      return Proposal.of(open);
    } catch (PerException e) {
      return Optional.empty();
    }
  }

  private static FastConnect taken(
      Proposal receive, Proposal send, LocalMedia local, int ourChannel) {
    Chosen theirCodec = receive.codec().capability(AudioCodec.USUAL_MILLIS);
    Chosen ourCodec = send.codec().capability(send.packetMillis());
    return new FastConnect(
        List.of(
            encoded(ChannelMessages.forward(receive.number(), theirCodec, local)),
            encoded(
                ChannelMessages.reverse(
                    ourChannel, ourCodec, send.rtp().orElseThrow(), local.rtcp()))),
        receive.channel(receive.number()),
        send.channel(ourChannel));
  }

  private static Octets encoded(Fields open) {
    return new Octets(ChannelTypes.OPEN_LOGICAL_CHANNEL.encode(open));
  }
}
