package io.carillon.sip.leg;

import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.SrtpSuite;
import io.carillon.sip.sdp.LocalAudio;
import io.carillon.sip.sdp.LocalDtls;
import java.util.List;
import java.util.random.RandomGenerator;

/** What we bring to an audio line, by the settings. */
public final class OwnAudio {
  private static final int PACKET_MILLIS = 20;

  private OwnAudio() {}

  /**
   * @param session whose ports are told
   * @param sessionId of the description's o= line, at least 1
   * @param random a secure source, for keys
   */
  public static LocalAudio of(
      MediaSession session, SipSettings settings, long sessionId, RandomGenerator random) {
    return new LocalAudio(
        session.advertisedRtp(),
        session.advertisedRtcp(),
        sessionId,
        settings.formats(),
        settings.codecOrder(),
        PACKET_MILLIS,
        settings.srtp(),
        List.of(SrtpSuite.values()),
        bytes -> {
          byte[] key = new byte[bytes];
          random.nextBytes(key);
          return key;
        },
        session.fingerprint().map(print -> new LocalDtls(print, settings.dtls())),
        settings.ice(),
        MediaDirection.SENDRECV);
  }
}
