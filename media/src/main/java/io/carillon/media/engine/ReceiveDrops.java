package io.carillon.media.engine;

import io.carillon.media.srtp.SrtpResult;

/** What arrived and was dropped, by reason. Owned by the leg's event loop. */
final class ReceiveDrops {
  long notMedia;
  long foreign;
  long malformed;
  long unknownPayload;
  private final long[] srtp = new long[SrtpResult.COUNT];

  /**
   * @param result below 0, see {@link SrtpResult}
   */
  void srtp(int result) {
    srtp[-result]++;
  }

  /** For the log at the end of a call; empty when nothing was dropped. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, "not-media", notMedia);
    append(text, "foreign-source", foreign);
    append(text, "malformed", malformed);
    append(text, "unknown-payload", unknownPayload);
    for (int i = 1; i < srtp.length; i++) {
      append(text, "srtp-" + SrtpResult.name(-i), srtp[i]);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String name, long count) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(count);
    }
  }
}
