package io.carillon.media.engine;

import io.carillon.media.session.PayloadFormat;
import java.util.Arrays;
import java.util.Map;

/** What each payload type we may receive stands for, as arrays. Immutable. */
final class PayloadMap {
  /** What a payload type means. */
  enum Kind {
    UNKNOWN,
    AUDIO,
    COMFORT_NOISE,
    TELEPHONE_EVENT
  }

  static final PayloadMap NOTHING = new PayloadMap(Map.of());

  private static final int TYPES = 128;

  private final Kind[] kinds = new Kind[TYPES];
  private final int[] clockRates = new int[TYPES];
  private final String[] names = new String[TYPES];
  private final boolean telephoneEvent;

  PayloadMap(Map<Integer, PayloadFormat> receive) {
    Arrays.fill(kinds, Kind.UNKNOWN);
    boolean events = false;
    for (Map.Entry<Integer, PayloadFormat> entry : receive.entrySet()) {
      int type = entry.getKey() & 0x7F;
      kinds[type] = kind(entry.getValue());
      clockRates[type] = entry.getValue().clockRate();
      names[type] = canonical(entry.getValue().encodingName());
      events |= kinds[type] == Kind.TELEPHONE_EVENT;
    }
    this.telephoneEvent = events;
  }

  private static Kind kind(PayloadFormat format) {
    if (format.is("telephone-event")) {
      return Kind.TELEPHONE_EVENT;
    }
    return format.is("CN") ? Kind.COMFORT_NOISE : Kind.AUDIO;
  }

  /** The spelling of the registry, whatever the far end's was. */
  private static String canonical(String name) {
    for (String known : new String[] {"opus", "G722", "PCMU", "PCMA"}) {
      if (known.equalsIgnoreCase(name)) {
        return known;
      }
    }
    return name;
  }

  Kind kind(int payloadType) {
    return kinds[payloadType];
  }

  /** Hz. */
  int clockRate(int payloadType) {
    return clockRates[payloadType];
  }

  String name(int payloadType) {
    return names[payloadType];
  }

  /** Telephone-event was agreed on. */
  boolean hasTelephoneEvent() {
    return telephoneEvent;
  }
}
