package io.carillon.sip.sdp;

import io.carillon.media.session.Fingerprint;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.session.SrtpSuite;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What we bring to an offer/answer.
 *
 * @param rtp address and port we advertise for RTP (MediaSession.advertisedRtp)
 * @param rtcp the same for RTCP when it is not multiplexed
 * @param sessionId of the {@code o=} line of a new session, a decimal number
 * @param formats codecs, telephone-event and CN, best first, with the payload types we offer
 * @param codecOrder whose order of codecs decides in an answer
 * @param packetMillis length of packets we like, 10-60 ms
 * @param srtp policy
 * @param suites SRTP suites we can do, best first
 * @param keys where SRTP keys come from
 * @param dtls DTLS-SRTP; empty where the media plane has none
 * @param ice answer offers of ICE
 * @param direction what we want: SENDRECV, SENDONLY to hold the far end, INACTIVE
 */
public record LocalAudio(
    InetSocketAddress rtp,
    InetSocketAddress rtcp,
    long sessionId,
    List<NumberedFormat> formats,
    CodecOrder codecOrder,
    int packetMillis,
    SrtpPolicy srtp,
    List<SrtpSuite> suites,
    SrtpKeySource keys,
    Optional<LocalDtls> dtls,
    boolean ice,
    MediaDirection direction) {

  /** Opus, G.722, PCMU, PCMA, digits at both clocks, comfort noise. */
  public static final List<NumberedFormat> ALL_FORMATS =
      List.of(
          numbered(96, "opus", 48000, 2, "useinbandfec=1"),
          numbered(9, "G722", 8000, 1, ""),
          numbered(0, "PCMU", 8000, 1, ""),
          numbered(8, "PCMA", 8000, 1, ""),
          numbered(101, "telephone-event", 8000, 1, "0-15"),
          numbered(100, "telephone-event", 48000, 1, "0-15"),
          numbered(13, "CN", 8000, 1, ""));

  public LocalAudio {
    Objects.requireNonNull(rtp.getAddress(), "rtp");
    Objects.requireNonNull(rtcp.getAddress(), "rtcp");
    Objects.requireNonNull(codecOrder, "codecOrder");
    Objects.requireNonNull(srtp, "srtp");
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(dtls, "dtls");
    Objects.requireNonNull(direction, "direction");
    formats = List.copyOf(formats);
    suites = List.copyOf(suites);
    if (sessionId < 0 || packetMillis < 10 || packetMillis > 60) {
      throw new IllegalArgumentException(
          "sessionId " + sessionId + ", packetMillis " + packetMillis);
    }
    if (formats.stream().noneMatch(NumberedFormat::isAudio)) {
      throw new IllegalArgumentException("no codec");
    }
    if (srtp != SrtpPolicy.OFF && suites.isEmpty()) {
      throw new IllegalArgumentException("no SRTP suite");
    }
  }

  /** With neither DTLS-SRTP nor ICE. */
  public LocalAudio(
      InetSocketAddress rtp,
      InetSocketAddress rtcp,
      long sessionId,
      List<NumberedFormat> formats,
      CodecOrder codecOrder,
      int packetMillis,
      SrtpPolicy srtp,
      List<SrtpSuite> suites,
      SrtpKeySource keys,
      MediaDirection direction) {
    this(
        rtp,
        rtcp,
        sessionId,
        formats,
        codecOrder,
        packetMillis,
        srtp,
        suites,
        keys,
        Optional.empty(),
        false,
        direction);
  }

  /** Everything we can do: all codecs, all suites, our order, 20 ms, both directions. */
  public static LocalAudio of(
      InetSocketAddress rtp,
      InetSocketAddress rtcp,
      long sessionId,
      SrtpPolicy srtp,
      SrtpKeySource keys) {
    return new LocalAudio(
        rtp,
        rtcp,
        sessionId,
        ALL_FORMATS,
        CodecOrder.OURS,
        20,
        srtp,
        List.of(SrtpSuite.values()),
        keys,
        MediaDirection.SENDRECV);
  }

  public LocalAudio withDirection(MediaDirection wanted) {
    return new LocalAudio(
        rtp,
        rtcp,
        sessionId,
        formats,
        codecOrder,
        packetMillis,
        srtp,
        suites,
        keys,
        dtls,
        ice,
        wanted);
  }

  public LocalAudio withFormats(List<NumberedFormat> wanted) {
    return new LocalAudio(
        rtp,
        rtcp,
        sessionId,
        wanted,
        codecOrder,
        packetMillis,
        srtp,
        suites,
        keys,
        dtls,
        ice,
        direction);
  }

  public LocalAudio withCodecOrder(CodecOrder wanted) {
    return new LocalAudio(
        rtp,
        rtcp,
        sessionId,
        formats,
        wanted,
        packetMillis,
        srtp,
        suites,
        keys,
        dtls,
        ice,
        direction);
  }

  public LocalAudio withSrtp(SrtpPolicy wanted) {
    return new LocalAudio(
        rtp,
        rtcp,
        sessionId,
        formats,
        codecOrder,
        packetMillis,
        wanted,
        suites,
        keys,
        dtls,
        ice,
        direction);
  }

  public LocalAudio withDtls(Optional<LocalDtls> wanted) {
    return new LocalAudio(
        rtp,
        rtcp,
        sessionId,
        formats,
        codecOrder,
        packetMillis,
        srtp,
        suites,
        keys,
        wanted,
        ice,
        direction);
  }

  public LocalAudio withIce(boolean wanted) {
    return new LocalAudio(
        rtp,
        rtcp,
        sessionId,
        formats,
        codecOrder,
        packetMillis,
        srtp,
        suites,
        keys,
        dtls,
        wanted,
        direction);
  }

  /** Our certificate for answers; empty where DTLS-SRTP is not taken. */
  Optional<Fingerprint> answeredDtls() {
    return dtls(DtlsPolicy.ANSWER, DtlsPolicy.OFFER);
  }

  /** Our certificate for offers of ours; empty where they do not bring it. */
  Optional<Fingerprint> offeredDtls() {
    return dtls(DtlsPolicy.OFFER);
  }

  private Optional<Fingerprint> dtls(DtlsPolicy... policies) {
    return dtls.filter(
            d ->
                srtp == SrtpPolicy.DTLS
                    || (srtp != SrtpPolicy.OFF && List.of(policies).contains(d.policy())))
        .map(LocalDtls::fingerprint);
  }

  private static NumberedFormat numbered(
      int payloadType, String name, int clock, int channels, String parameters) {
    return new NumberedFormat(payloadType, new PayloadFormat(name, clock, channels, parameters));
  }
}
