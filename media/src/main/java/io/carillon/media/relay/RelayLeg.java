package io.carillon.media.relay;

import io.carillon.media.mix.AudioFrame;
import io.carillon.media.pack.AudioPacketizer;
import io.carillon.media.session.AudioPlan;
import java.util.concurrent.CompletableFuture;

/**
 * What a call of two needs of a leg. Called on the event loop that owns both legs while they are in
 * the call.
 */
public interface RelayLeg {

  /** Null before the first offer/answer is complete. */
  AudioPlan plan();

  /** Length in ms of the packets that are sent to it; asked for with a plan only. */
  int packetMillis();

  /** Makes its packets from sound; null while nothing is to be sent. */
  AudioPacketizer packetizer();

  /** From now on what arrives is handed to this way; null = to none. */
  void onward(RelayWay way);

  /**
   * What it says in this tick; called once per tick while its sound is decoded, else {@link #skip}.
   *
   * @param dueNanos when the tick was due
   */
  AudioFrame receive(long dueNanos);

  /** This tick passes without its sound. */
  void skip(long dueNanos);

  /** Decoding begins anew after a time without. */
  void restartPlayout();

  /** Its sound is streamed, so that it must be decoded whatever the other leg needs. */
  boolean tapped();

  /** It is not to be heard. */
  boolean muted();

  /** It hears a prompt, or is sent keys, in place of the other leg. */
  boolean ownSound();

  /** Sends it 20 ms of that. */
  void sendOwnSound();

  /**
   * Sends it a packet made from sound.
   *
   * @param ticks of the RTP clock it lasts
   */
  void send(byte[] payload, int length, int ticks);

  /**
   * Sends it a packet of the other leg: the header is written anew, in place, before the payload.
   *
   * @param payload where the payload begins; {@code RtpHeader.FIXED_BYTES} before it are
   *     overwritten
   * @param type payload type it is to have
   * @param ssrc of the other leg's packet, as are sequence and timestamp
   */
  void forward(
      byte[] buf,
      int payload,
      int length,
      int type,
      boolean marker,
      int ssrc,
      int sequence,
      int timestamp,
      long nowNanos);

  /** Its ports carry no RTP now but datagrams that pass untouched. */
  boolean carriesDatagrams();

  /** Sends it such a datagram of the other leg. */
  void passDatagram(byte[] buf, int offset, int length);

  /** The present packet of the other leg is not sent on; it is not to look like loss. */
  void leaveOut();

  /** Packets made from sound follow; does nothing when they did before. */
  void stopForwarding();

  /** It is sent keys as tones in its sound, for want of telephone-events. */
  boolean keysAsTones();

  /** Sends it a key, by telephone-events or as tones. */
  void press(char digit, CompletableFuture<Boolean> sent);

  /** The tick is over: time for timers and counters. */
  void endTick(long nowNanos);

  /** The call has ended and has let the leg go. */
  void released();
}
