package io.carillon.sip.sdp;

import java.util.BitSet;

/** The fmtp of telephone-event: which events are understood (RFC 4733 2.4.1), as "0-15,66". */
final class EventRanges {
  private static final int EVENTS = 256;

  private EventRanges() {}

  /** Digits when nothing is said (RFC 4733 2.5.1.1); parts that make no sense are left out. */
  static BitSet parse(String fmtp) {
    BitSet events = new BitSet(EVENTS);
    if (fmtp.isBlank()) {
      events.set(0, 16);
      return events;
    }
    for (String part : fmtp.split(",")) {
      String[] ends = part.strip().split("-", 2);
      int first = SdpText.number(ends[0].strip());
      int last = ends.length < 2 ? first : SdpText.number(ends[1].strip());
      if (first >= 0 && last >= first && last < EVENTS) {
        events.set(first, last + 1);
      }
    }
    return events;
  }

  static String encode(BitSet events) {
    StringBuilder text = new StringBuilder();
    for (int first = events.nextSetBit(0); first >= 0; ) {
      int last = events.nextClearBit(first) - 1;
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (last > first) {
        text.append('-').append(last);
      }
      first = events.nextSetBit(last + 1);
    }
    return text.toString();
  }

  /** Events of both, as fmtp; empty when they have none in common. */
  static String common(String ours, String theirs) {
    BitSet both = parse(ours);
    both.and(parse(theirs));
    return encode(both);
  }
}
