package io.carillon.media.session;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one completed offer/answer means for the audio of a session. A new plan replaces the old one
 * whole: payload types of both directions, addresses, keys and direction change together.
 *
 * @param remoteRtp where to send RTP until a valid packet teaches better (latching); null when the
 *     far end gave none (port 0 or 0.0.0.0)
 * @param remoteRtcp where to send RTCP; the same as {@code remoteRtp} with rtcp-mux
 * @param rtcpMux RTP and RTCP share a port (RFC 5761)
 * @param receive what each payload type we may receive stands for, telephone-event and CN among
 *     them
 * @param sendPayloadType payload type of the audio we send
 * @param send its format
 * @param sendTelephoneEvent payload type for RFC 4733 events we send
 * @param sendComfortNoise payload type for RFC 3389 comfort noise we send
 * @param packetMillis length of the packets we send, 10-60 ms
 * @param direction seen from us
 * @param security keys
 * @param ice the far end's checks say where packets come from and go to; empty where there is none
 */
public record AudioPlan(
    InetSocketAddress remoteRtp,
    InetSocketAddress remoteRtcp,
    boolean rtcpMux,
    Map<Integer, PayloadFormat> receive,
    int sendPayloadType,
    PayloadFormat send,
    OptionalInt sendTelephoneEvent,
    OptionalInt sendComfortNoise,
    int packetMillis,
    MediaDirection direction,
    MediaSecurity security,
    Optional<IcePlan> ice) {

  public AudioPlan {
    receive = Map.copyOf(receive);
    Objects.requireNonNull(send, "send");
    Objects.requireNonNull(sendTelephoneEvent, "sendTelephoneEvent");
    Objects.requireNonNull(sendComfortNoise, "sendComfortNoise");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(security, "security");
    Objects.requireNonNull(ice, "ice");
    if (packetMillis < 10 || packetMillis > 60) {
      throw new IllegalArgumentException("packetMillis " + packetMillis + ": allowed are 10-60");
    }
  }

  /** Without ICE. */
  public AudioPlan(
      InetSocketAddress remoteRtp,
      InetSocketAddress remoteRtcp,
      boolean rtcpMux,
      Map<Integer, PayloadFormat> receive,
      int sendPayloadType,
      PayloadFormat send,
      OptionalInt sendTelephoneEvent,
      OptionalInt sendComfortNoise,
      int packetMillis,
      MediaDirection direction,
      MediaSecurity security) {
    this(
        remoteRtp,
        remoteRtcp,
        rtcpMux,
        receive,
        sendPayloadType,
        send,
        sendTelephoneEvent,
        sendComfortNoise,
        packetMillis,
        direction,
        security,
        Optional.empty());
  }

  /** There is somewhere to send to, now or once ICE has found it. */
  public boolean reachable() {
    return remoteRtp != null || ice.isPresent();
  }
}
