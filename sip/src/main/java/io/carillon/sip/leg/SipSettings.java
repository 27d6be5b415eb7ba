package io.carillon.sip.leg;

import io.carillon.sip.dialog.SessionTimerPolicy;
import io.carillon.sip.dialog.SipTimings;
import io.carillon.sip.sdp.CodecOrder;
import io.carillon.sip.sdp.DtlsPolicy;
import io.carillon.sip.sdp.LocalAudio;
import io.carillon.sip.sdp.NumberedFormat;
import io.carillon.sip.sdp.SrtpPolicy;
import java.util.List;
import java.util.Objects;

/**
 * What an operator decides about SIP calls.
 *
 * @param maxCalls calls at a time ({@code sip.calls})
 * @param maxCallsPerSource calls at a time from one IP address that is not known ({@code
 *     sip.calls-per-source})
 * @param setupsPerSecond new calls a second, averaged over a few seconds
 * @param sessionTimer {@code sip.session-expires}, {@code sip.min-session-expires}
 * @param srtp {@code media.srtp}
 * @param dtls whether keys of DTLS handshakes are taken and offered
 * @param ice whether offers of ICE are answered, as a lite agent
 * @param formats what is offered and answered, best first
 * @param codecOrder whose order decides
 * @param timings T1 and T2
 * @param defaultConnector connector of messages that belong to no known call
 * @param defaultRegion its region
 * @param product value of Server and User-Agent
 */
public record SipSettings(
    int maxCalls,
    int maxCallsPerSource,
    int setupsPerSecond,
    SessionTimerPolicy sessionTimer,
    SrtpPolicy srtp,
    DtlsPolicy dtls,
    boolean ice,
    List<NumberedFormat> formats,
    CodecOrder codecOrder,
    SipTimings timings,
    String defaultConnector,
    String defaultRegion,
    String product) {

  public SipSettings {
    Objects.requireNonNull(sessionTimer, "sessionTimer");
    Objects.requireNonNull(srtp, "srtp");
    Objects.requireNonNull(dtls, "dtls");
    Objects.requireNonNull(codecOrder, "codecOrder");
    Objects.requireNonNull(timings, "timings");
    Objects.requireNonNull(defaultConnector, "defaultConnector");
    Objects.requireNonNull(defaultRegion, "defaultRegion");
    Objects.requireNonNull(product, "product");
    formats = List.copyOf(formats);
    if (maxCalls < 1 || maxCallsPerSource < 1 || setupsPerSecond < 1) {
      throw new IllegalArgumentException(
          "maxCalls, maxCallsPerSource and setupsPerSecond: allowed is 1 or more");
    }
  }

  /** What holds without a configuration. */
  public static SipSettings defaults(String connector, String region) {
    return new SipSettings(
        5000,
        1000,
        200,
        new SessionTimerPolicy(1800, SessionTimerPolicy.SMALLEST_MIN_SE),
        SrtpPolicy.PREFERRED,
        DtlsPolicy.ANSWER,
        true,
        LocalAudio.ALL_FORMATS,
        CodecOrder.OURS,
        SipTimings.STANDARD,
        connector,
        region,
        "Carillon");
  }

  public SipSettings withTimings(SipTimings wanted) {
    return new SipSettings(
        maxCalls,
        maxCallsPerSource,
        setupsPerSecond,
        sessionTimer,
        srtp,
        dtls,
        ice,
        formats,
        codecOrder,
        wanted,
        defaultConnector,
        defaultRegion,
        product);
  }

  public SipSettings withLimits(int calls, int callsPerSource, int setups) {
    return new SipSettings(
        calls,
        callsPerSource,
        setups,
        sessionTimer,
        srtp,
        dtls,
        ice,
        formats,
        codecOrder,
        timings,
        defaultConnector,
        defaultRegion,
        product);
  }

  public SipSettings withSrtp(SrtpPolicy wanted) {
    return new SipSettings(
        maxCalls,
        maxCallsPerSource,
        setupsPerSecond,
        sessionTimer,
        wanted,
        dtls,
        ice,
        formats,
        codecOrder,
        timings,
        defaultConnector,
        defaultRegion,
        product);
  }

  public SipSettings withDtls(DtlsPolicy wanted) {
    return new SipSettings(
        maxCalls,
        maxCallsPerSource,
        setupsPerSecond,
        sessionTimer,
        srtp,
        wanted,
        ice,
        formats,
        codecOrder,
        timings,
        defaultConnector,
        defaultRegion,
        product);
  }
}
