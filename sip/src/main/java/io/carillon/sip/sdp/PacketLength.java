package io.carillon.sip.sdp;

/** How long the packets are we send: what the far end asks for, within what it and we can do. */
final class PacketLength {
  private static final int SHORTEST = 10;
  private static final int LONGEST = 60;

  private PacketLength() {}

  /**
   * @param theirs the far end's line
   * @param format what we send, with the far end's parameters
   * @param preferred ms when the far end asks for nothing
   */
  static int millis(AudioLine theirs, NumberedFormat format, int preferred) {
    int wanted = theirs.packetMillis() > 0 ? theirs.packetMillis() : preferred;
    wanted = Math.max(wanted, FormatParameters.number(format.format().parameters(), "minptime"));
    if (theirs.maxPacketMillis() > 0) {
      wanted = Math.min(wanted, theirs.maxPacketMillis());
    }
    int bounded = Math.clamp(wanted, SHORTEST, LONGEST);
    if (format.format().is("opus")) {
      return opus(bounded);
    }
    return bounded / 10 * 10;
  }

  /** An Opus frame has 10, 20, 40 or 60 ms (RFC 6716 2.1.4), so 30 becomes 20. */
  private static int opus(int millis) {
    if (millis >= 60) {
      return 60;
    }
    return millis >= 40 ? 40 : millis >= 20 ? 20 : 10;
  }
}
