package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Value;
import java.net.InetSocketAddress;

/** The messages we send about logical channels. */
final class ChannelMessages {
  static final String NUMBER = "forwardLogicalChannelNumber";
  private static final String H2250 = "h2250LogicalChannelParameters";

  private ChannelMessages() {}

  /** Opens a channel on which we send. */
  static Fields open(int number, Chosen capability, InetSocketAddress ourRtcp) {
    Fields parameters =
        Fields.fields()
            .choose("dataType", "audioData", capability)
            .choose(
                "multiplexParameters",
                H2250,
                rtp().set("mediaControlChannel", MediaAddresses.write(ourRtcp)).done())
            .done();
    return Fields.fields()
        .set(NUMBER, number)
        .set("forwardLogicalChannelParameters", parameters)
        .done();
  }

  /** The channel of a fast connect on which we send, as taken (H.323 8.1.7.1). */
  static Fields reverse(
      int number, Chosen capability, InetSocketAddress theirRtp, InetSocketAddress ourRtcp) {
    Fields.Builder rtp =
        rtp()
            .set("mediaChannel", MediaAddresses.write(theirRtp))
            .set("mediaControlChannel", MediaAddresses.write(ourRtcp));
    Fields nothing =
        Fields.fields().choose("dataType", "nullData").choose("multiplexParameters", "none").done();
    Fields reverse =
        Fields.fields()
            .choose("dataType", "audioData", capability)
            .choose("multiplexParameters", H2250, rtp.done())
            .done();
    return Fields.fields()
        .set(NUMBER, number)
        .set("forwardLogicalChannelParameters", nothing)
        .set("reverseLogicalChannelParameters", reverse)
        .done();
  }

  /** The channel of a fast connect on which we receive, as taken. */
  static Fields forward(int number, Chosen capability, LocalMedia local) {
    Fields parameters =
        Fields.fields()
            .choose("dataType", "audioData", capability)
            .choose("multiplexParameters", H2250, receiver(rtp(), local).done())
            .done();
    return Fields.fields()
        .set(NUMBER, number)
        .set("forwardLogicalChannelParameters", parameters)
        .done();
  }

  private static Fields.Builder rtp() {
    return Fields.fields()
        .set("sessionID", LocalMedia.AUDIO_SESSION)
        .set("silenceSuppression", false);
  }

  private static Fields.Builder receiver(Fields.Builder parameters, LocalMedia local) {
    return parameters
        .set("mediaChannel", MediaAddresses.write(local.rtp()))
        .set("mediaControlChannel", MediaAddresses.write(local.rtcp()));
  }

  /** Takes a channel of the far end's: says where to send. */
  static ControlMessage acknowledge(int number, LocalMedia local) {
    Fields ack =
        receiver(Fields.fields().set("sessionID", LocalMedia.AUDIO_SESSION), local)
            .set("flowControlToZero", false)
            .done();
    return ControlMessage.response(
        "openLogicalChannelAck",
        Fields.fields()
            .set(NUMBER, number)
            .choose("forwardMultiplexAckParameters", "h2250LogicalChannelAckParameters", ack)
            .done());
  }

  static ControlMessage reject(int number, String cause) {
    return ControlMessage.response(
        "openLogicalChannelReject",
        Fields.fields().set(NUMBER, number).choose("cause", cause).done());
  }

  static ControlMessage close(int number) {
    return ControlMessage.request(
        "closeLogicalChannel",
        Fields.fields()
            .set(NUMBER, number)
            .choose("source", "lcse")
            .choose("reason", "unknown")
            .done());
  }

  static ControlMessage closed(int number) {
    return numbered("closeLogicalChannelAck", number);
  }

  static ControlMessage willClose(int number) {
    return numbered("requestChannelCloseAck", number);
  }

  static ControlMessage willNotClose(int number) {
    return ControlMessage.response(
        "requestChannelCloseReject",
        Fields.fields().set(NUMBER, number).choose("cause", "unspecified").done());
  }

  private static ControlMessage numbered(String name, int number) {
    return ControlMessage.response(name, Fields.fields().set(NUMBER, Value.of(number)).done());
  }
}
