package io.carillon.media.mix;

import io.carillon.media.pack.AudioPacketizer;
import io.carillon.media.prompt.PromptPlayer;

/**
 * What a mix needs of a leg. Called on the mix's event loop only, which owns the leg while it is in
 * the mix.
 */
public interface MixLeg {

  /** Names the leg to those who ask who talks. */
  String transactionId();

  /**
   * Takes what arrived for this tick; called once per tick, before anything is sent.
   *
   * @param dueNanos when the tick was due
   */
  AudioFrame receive(long dueNanos);

  /** The leg is not to be heard. */
  boolean muted();

  /**
   * Makes the packets that only this leg hears, and tells by its format which shared ones it can be
   * sent. Null while nothing is to be sent: before the answer and on hold. After a change the leg
   * tells the mix.
   */
  AudioPacketizer packetizer();

  /** What this leg alone is being played. */
  PromptPlayer prompts();

  /**
   * Sends one packet.
   *
   * @param payload shared with others: not to be changed
   * @param length 0 = let its time pass without a packet
   * @param ticks of the RTP clock that it lasts
   */
  void send(byte[] payload, int length, int ticks);

  /** The tick is over: time for timers and counters. */
  void endTick(long nowNanos);

  /** The mix has been closed and has let the leg go. */
  void released();
}
