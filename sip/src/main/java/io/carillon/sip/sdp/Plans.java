package io.carillon.sip.sdp;

import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.IcePlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.PayloadFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts an agreement into the plan the media session works by. */
final class Plans {
  private Plans() {}

  static AudioPlan of(
      AudioLine theirs,
      FormatChoice formats,
      int packetMillis,
      MediaDirection direction,
      boolean rtcpMux,
      MediaSecurity security,
      Optional<IcePlan> ice) {
    return new AudioPlan(
        theirs.rtp(),
        rtcpMux ? theirs.rtp() : theirs.rtcp(),
        rtcpMux,
        receive(formats),
        formats.audio().remote().payloadType(),
        formats.audio().remote().format(),
        number(formats.events()),
        number(formats.noise()),
        packetMillis,
        direction,
        security,
        ice);
  }

  /** The same with the audio switched off. */
  static AudioPlan silent(AudioPlan was) {
    return new AudioPlan(
        null,
        null,
        was.rtcpMux(),
        was.receive(),
        was.sendPayloadType(),
        was.send(),
        was.sendTelephoneEvent(),
        was.sendComfortNoise(),
        was.packetMillis(),
        MediaDirection.INACTIVE,
        was.security(),
        was.ice());
  }

  /**
   * Our numbers rule. Where the far end answered with a number of its own (RFC 3264 6.1 allows it),
   * careless devices send with that one too, so it is understood unless it is one of ours.
   */
  private static Map<Integer, PayloadFormat> receive(FormatChoice formats) {
    Map<Integer, PayloadFormat> receive = new HashMap<>();
    formats.all().forEach(m -> receive.putIfAbsent(m.local().payloadType(), m.local().format()));
    formats.all().forEach(m -> receive.putIfAbsent(m.remote().payloadType(), m.local().format()));
    return receive;
  }

  private static OptionalInt number(FormatMatch match) {
    return match == null ? OptionalInt.empty() : OptionalInt.of(match.remote().payloadType());
  }
}
