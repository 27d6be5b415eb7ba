package io.carillon.sip.sdp;

import io.carillon.media.session.PayloadFormat;
import java.util.Optional;

/**
 * A format both sides have.
 *
 * @param local our payload type and parameters: what we receive
 * @param remote theirs: what we send
 */
record FormatMatch(NumberedFormat local, NumberedFormat remote) {

  /** Whether two formats are the same codec; what differs only in spelling is set right. */
  static Optional<FormatMatch> of(NumberedFormat ours, NumberedFormat theirs) {
    PayloadFormat a = ours.format();
    PayloadFormat b = theirs.format();
    if (!a.is(b.encodingName()) || a.clockRate() != clockRate(b) || !channelsFit(a, b)) {
      return Optional.empty();
    }
    if (!ours.isTelephoneEvent()) {
      return Optional.of(new FormatMatch(ours, numbered(theirs.payloadType(), a, b.parameters())));
    }
    String events = EventRanges.common(a.parameters(), b.parameters());
    if (events.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FormatMatch(
            numbered(ours.payloadType(), a, events), numbered(theirs.payloadType(), a, events)));
  }

  /** As the answerer sees it: the payload type of the offer serves both ways (RFC 3264 6.1). */
  FormatMatch withOfferedNumber() {
    return new FormatMatch(new NumberedFormat(remote.payloadType(), local.format()), remote);
  }

  int clockRate() {
    return local.format().clockRate();
  }

  /** G.722 samples at 16 kHz and some write so, but its clock is 8000 (RFC 3551 4.5.2). */
  private static int clockRate(PayloadFormat format) {
    return format.is("G722") && format.clockRate() == 16000 ? 8000 : format.clockRate();
  }

  /** Opus is always written with two channels (RFC 7587 7), but not by everyone. */
  private static boolean channelsFit(PayloadFormat a, PayloadFormat b) {
    return a.channels() == b.channels() || a.is("opus");
  }

  private static NumberedFormat numbered(int payloadType, PayloadFormat format, String parameters) {
    return new NumberedFormat(
        payloadType,
        new PayloadFormat(
            format.encodingName(), format.clockRate(), format.channels(), parameters));
  }
}
