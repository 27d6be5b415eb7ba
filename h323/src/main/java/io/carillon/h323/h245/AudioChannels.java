package io.carillon.h323.h245;

import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.PayloadFormat;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The two channels of a call's main audio and what they mean for its media.
 *
 * <p>Owned by the call's strand.
 */
final class AudioChannels {
  private static final PayloadFormat EVENTS =
      new PayloadFormat("telephone-event", 8_000, 1, "0-15");

  private final LocalMedia local;
  private Optional<AudioChannel> receiving = Optional.empty();
  private Optional<AudioChannel> sending = Optional.empty();
  private OptionalInt theirEvents = OptionalInt.empty();

  AudioChannels(LocalMedia local) {
    this.local = local;
  }

  Optional<AudioChannel> receiving() {
    return receiving;
  }

  Optional<AudioChannel> sending() {
    return sending;
  }

  void receiving(Optional<AudioChannel> channel) {
    receiving = channel;
  }

  void sending(Optional<AudioChannel> channel) {
    sending = channel;
  }

  /** The payload type on which the far end takes telephone-events. */
  void theirEvents(OptionalInt payloadType) {
    theirEvents = payloadType;
  }

  /** What the media session is to do now. */
  AudioPlan plan() {
    AudioCodec codec = sending.map(AudioChannel::codec).orElse(local.codecs().getFirst());
    InetSocketAddress rtp = sending.flatMap(AudioChannel::rtp).orElse(null);
    return new AudioPlan(
        rtp,
        rtcp(rtp),
        false,
        receive(),
        codec.payloadType(),
        codec.format(),
        theirEvents,
        OptionalInt.empty(),
        sending.map(AudioChannel::packetMillis).orElse(AudioCodec.USUAL_MILLIS),
        direction(),
        new MediaSecurity.Plain());
  }

  /**
   * Every codec of ours, so that a far end may change within a channel without asking, as some do.
   */
  private Map<Integer, PayloadFormat> receive() {
    Map<Integer, PayloadFormat> receive = new HashMap<>();
    for (AudioCodec codec : local.codecs()) {
      receive.put(codec.payloadType(), codec.format());
    }
    receive.put(LocalMedia.TELEPHONE_EVENTS, EVENTS);
    theirEvents.ifPresent(payloadType -> receive.put(payloadType, EVENTS));
    return receive;
  }

  private InetSocketAddress rtcp(InetSocketAddress rtp) {
    return sending
        .flatMap(AudioChannel::rtcp)
        .or(() -> receiving.flatMap(AudioChannel::rtcp))
        .orElse(rtp == null ? null : next(rtp));
  }

  private static InetSocketAddress next(InetSocketAddress rtp) {
    return new InetSocketAddress(rtp.getAddress(), Math.min(65_535, rtp.getPort() + 1));
  }

  private MediaDirection direction() {
    if (sending.isPresent()) {
      return receiving.isPresent() ? MediaDirection.SENDRECV : MediaDirection.SENDONLY;
    }
    return receiving.isPresent() ? MediaDirection.RECVONLY : MediaDirection.INACTIVE;
  }
}
