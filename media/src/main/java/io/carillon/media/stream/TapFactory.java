package io.carillon.media.stream;

import io.carillon.core.call.LegInfo;

/** Decides which legs' audio is streamed and opens their taps. Called on event loops. */
@FunctionalInterface
public interface TapFactory {

  /** Streams nobody. */
  TapFactory NONE = (leg, sampleRate) -> null;

  /**
   * Opens the tap of a leg that has just been answered. Must return at once.
   *
   * @param sampleRate Hz, 8000 for G.711, 16000 for the rest
   * @return null when this leg is not streamed
   */
  AudioTap open(LegInfo leg, int sampleRate);
}
