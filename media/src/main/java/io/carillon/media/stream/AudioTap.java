package io.carillon.media.stream;

/**
 * Takes the decoded audio of one leg to its stream.
 *
 * <p>{@link #write} is called from the leg's event loop only; it never blocks and allocates
 * nothing. What the stream cannot take in time is dropped and counted.
 */
public interface AudioTap extends AutoCloseable {

  /**
   * Takes a stretch of 16-bit mono PCM at the tap's sample rate.
   *
   * @param samples at most 60 ms
   * @param rtpMillisOffset where it begins on the leg's RTP clock, in ms since the leg's first
   *     packet; what is missing between two stretches stays a gap
   */
  void write(short[] pcm, int offset, int samples, long rtpMillisOffset);

  /** Stretches that were dropped. Any thread. */
  long dropped();

  /** The leg ends: what was taken is written, then the stream is closed. Returns at once. */
  @Override
  void close();
}
