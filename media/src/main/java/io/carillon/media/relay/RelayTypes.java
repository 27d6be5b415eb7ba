package io.carillon.media.relay;

import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.PayloadFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * What becomes of each payload type of one leg on its way to the other. Immutable but for being
 * made anew; made at each offer/answer.
 */
final class RelayTypes {
  /** Audio in a format the other leg is not sent: decoded and encoded. */
  static final int DECODE = -1;

  /** The other leg can do nothing with it. */
  static final int LEAVE_OUT = -2;

  private static final int TYPES = 128;

  private final int[] types = new int[TYPES];

  /** Nothing passes. */
  RelayTypes() {
    Arrays.fill(types, DECODE);
  }

  /**
   * @param samePacketTime the legs are sent packets of the same length
   */
  RelayTypes(AudioPlan from, AudioPlan to, boolean samePacketTime) {
    Arrays.fill(types, LEAVE_OUT);
    for (Map.Entry<Integer, PayloadFormat> entry : from.receive().entrySet()) {
      types[entry.getKey() & 0x7F] = type(entry.getValue(), to, samePacketTime);
    }
  }

  private static int type(PayloadFormat format, AudioPlan to, boolean samePacketTime) {
    boolean sameClock = format.clockRate() == to.send().clockRate();
    if (format.is("CN")) {
      return sameClock ? to.sendComfortNoise().orElse(LEAVE_OUT) : LEAVE_OUT;
    }
    if (format.is("telephone-event")) {
      int type = to.sendTelephoneEvent().orElse(LEAVE_OUT);
      PayloadFormat theirs = to.receive().get(type);
      boolean sameEvents = theirs == null || theirs.clockRate() == format.clockRate();
      return sameClock && sameEvents ? type : LEAVE_OUT;
    }
    return samePacketTime && passes(format, to.send()) ? to.sendPayloadType() : DECODE;
  }

  /**
   * Whether who takes the one format can take the other as it is. Opus decoders take every stream
   * (RFC 7587 section 3); only limits of the bit rate must be the same.
   */
  private static boolean passes(PayloadFormat from, PayloadFormat to) {
    return from.is(to.encodingName())
        && from.clockRate() == to.clockRate()
        && from.channels() == to.channels()
        && (!from.is("opus")
            || limit(from, "maxaveragebitrate").equals(limit(to, "maxaveragebitrate"))
                && limit(from, "cbr").equals(limit(to, "cbr")));
  }

  private static String limit(PayloadFormat format, String name) {
    for (String parameter : format.parameters().split(";")) {
      String trimmed = parameter.trim().toLowerCase(Locale.ROOT);
      if (trimmed.startsWith(name + "=")) {
        return trimmed;
      }
    }
    return "";
  }

  /** The payload type on the other leg, {@link #DECODE} or {@link #LEAVE_OUT}. */
  int of(int payloadType) {
    return types[payloadType];
  }
}
