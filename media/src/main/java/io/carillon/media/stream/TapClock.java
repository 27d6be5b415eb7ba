package io.carillon.media.stream;

/**
 * Producer timestamps from the RTP clock: anchored to the wall clock at the first stretch, then
 * counted by RTP alone, never going back.
 *
 * <p>A far end that starts its clock again, or leaps ahead of real time, is put right behind what
 * came before: fragments must never overlap ({@code FRAGMENT_TIMECODE_LESSER_THAN_PREVIOUS}). A gap
 * stays a gap: silence is not made up.
 */
final class TapClock {
  /** An RTP clock this far ahead of the wall clock has leapt, it is not fast. */
  private static final long MAX_AHEAD_MILLIS = 5000;

  /** Rounding of 8 kHz packets to milliseconds: less than this is no gap and no overlap. */
  private static final long ROUNDING_MILLIS = 1;

  private final int sampleRate;
  private boolean anchored;
  private long anchor;
  private long nextSamples; // since the last time line began
  private long lineStart;

  TapClock(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  /**
   * Timestamp in ms since 1970 of a stretch.
   *
   * @param rtpMillisOffset its place on the leg's RTP clock
   * @param wallMillis now
   */
  long timestamp(long rtpMillisOffset, int samples, long wallMillis) {
    if (!anchored) {
      anchored = true;
      anchor = wallMillis - rtpMillisOffset;
      lineStart = wallMillis;
    }
    long expected = lineStart + nextSamples * 1000 / sampleRate;
    long timestamp = anchor + rtpMillisOffset;
    if (timestamp < expected - ROUNDING_MILLIS || timestamp > wallMillis + MAX_AHEAD_MILLIS) {
      anchor += expected - timestamp;
      timestamp = expected;
    }
    if (timestamp > expected + ROUNDING_MILLIS) {
      lineStart = timestamp;
      nextSamples = 0;
    } else {
      timestamp = expected; // seamless, whatever the rounding
    }
    nextSamples += samples;
    return timestamp;
  }
}
