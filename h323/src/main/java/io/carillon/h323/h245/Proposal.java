package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * An OpenLogicalChannel that somebody else sent, for audio that we can do.
 *
 * @param towardsUs whether he would send on it; else we would
 * @param number of the channel, by who opens it
 * @param session as he numbers it, 0 when he leaves that to the master
 * @param codec on it
 * @param packetMillis the longest packets we would send
 * @param rtp where we would send
 * @param rtcp where he takes reports
 */
record Proposal(
    boolean towardsUs,
    int number,
    int session,
    AudioCodec codec,
    int packetMillis,
    Optional<InetSocketAddress> rtp,
    Optional<InetSocketAddress> rtcp) {
  private static final String FORWARD = "forwardLogicalChannelParameters";
  private static final String REVERSE = "reverseLogicalChannelParameters";

  /**
   * Reads one; none for anything but audio in one direction by RTP. In fast connect the channel
   * that we would send on is the reverse one of a channel without data (H.323 8.1.7.1).
   */
  static Optional<Proposal> of(Fields open) {
    int number = (int) open.whole("forwardLogicalChannelNumber").orElseThrow();
    boolean towardsUs = !open.has(REVERSE);
    if (!towardsUs && !open.fields(FORWARD).chose("dataType", "nullData")) {
      return Optional.empty();
    }
    return of(number, towardsUs, open.fields(towardsUs ? FORWARD : REVERSE));
  }

  private static Optional<Proposal> of(int number, boolean towardsUs, Fields parameters) {
    Optional<Fields> rtp =
        parameters
            .chosen("multiplexParameters")
            .filter(multiplex -> multiplex.is("h2250LogicalChannelParameters"))
            .map(Chosen::fields);
    Optional<Chosen> capability =
        parameters
            .chosen("dataType")
            .filter(data -> data.is("audioData"))
            .map(Chosen::value)
            .map(Chosen.class::cast);
    Optional<AudioCodec> codec = capability.flatMap(AudioCodec::of);
    if (rtp.isEmpty() || codec.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Proposal(
            towardsUs,
            number,
            (int) rtp.get().whole("sessionID").orElseThrow(),
            codec.get(),
            AudioCodec.packetMillis(capability.get()),
            MediaAddresses.read(rtp.get(), "mediaChannel"),
            MediaAddresses.read(rtp.get(), "mediaControlChannel")));
  }

  /** Whether the main audio may be what it is for. */
  boolean mainAudio() {
    return session == LocalMedia.AUDIO_SESSION || session == 0;
  }

  /** The channel it becomes under that number. */
  AudioChannel channel(int channelNumber) {
    return new AudioChannel(
        channelNumber, codec, packetMillis, towardsUs ? Optional.empty() : rtp, rtcp);
  }
}
