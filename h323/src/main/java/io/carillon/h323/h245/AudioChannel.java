package io.carillon.h323.h245;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * A logical channel of audio that is open.
 *
 * @param number its forward logical channel number, 1-65535, of the side that sends
 * @param codec on it
 * @param packetMillis length of its packets
 * @param rtp where the packets go; none where we receive
 * @param rtcp where the other side of the channel takes RTCP, when it said so
 */
record AudioChannel(
    int number,
    AudioCodec codec,
    int packetMillis,
    Optional<InetSocketAddress> rtp,
    Optional<InetSocketAddress> rtcp) {

  AudioChannel {
    Objects.requireNonNull(codec, "codec");
    Objects.requireNonNull(rtp, "rtp");
    Objects.requireNonNull(rtcp, "rtcp");
  }
}
