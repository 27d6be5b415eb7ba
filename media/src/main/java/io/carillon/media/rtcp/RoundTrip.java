package io.carillon.media.rtcp;

/** Round-trip time from a report block about our own packets (RFC 3550 6.4.1). */
public final class RoundTrip {
  /** The far end has not heard an SR of ours yet, or its figures cannot be. */
  public static final long UNKNOWN = -1;

  /** More than this between two parties who talk is a wrong figure, not a way. */
  private static final long MAX_MICROS = 10_000_000;

  private RoundTrip() {}

  /**
   * Microseconds from us to the far end and back, or {@link #UNKNOWN}.
   *
   * <p>LSR 0 says that no SR arrived there. DLSR 0 with an LSR is what devices send that do not
   * measure the delay; the time since our SR would be taken for the way, seconds instead of
   * milliseconds, so it is unknown as well.
   *
   * @param ntpAtArrival NTP time when the report came
   */
  public static long micros(long ntpAtArrival, ReportBlock block) {
    if (block.lastSenderReport() == 0 || block.delaySinceLastSenderReport() == 0) {
      return UNKNOWN;
    }
    int units =
        NtpTime.middle(ntpAtArrival)
            - block.lastSenderReport()
            - (int) block.delaySinceLastSenderReport();
    long micros = units * 1_000_000L >> 16;
    if (units < 0) {
      // Clocks round: a hair below 0 is a very short way.
      return micros >= -1000 ? 0 : UNKNOWN;
    }
    return micros <= MAX_MICROS ? micros : UNKNOWN;
  }
}
