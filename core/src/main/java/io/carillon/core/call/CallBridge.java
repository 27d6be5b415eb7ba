package io.carillon.core.call;

import java.util.concurrent.CompletionStage;

/**
 * Connects the sound of two legs; the media plane implements it. Packets are relayed as they are
 * where both legs have agreed on the same codec and packet time, else decoded and encoded; this
 * follows every re-INVITE of either leg by itself. Thread-safe.
 */
public interface CallBridge {

  /**
   * Lets two legs hear each other from now on, answered or not (early media). Each is taken out of
   * the meeting or bridge it was in. A prompt played to one of them is heard in place of the other
   * party. Keys that one presses, by RTP or by {@link LegAudio#signalledDigit}, go to the other as
   * telephone-events, or as tones in G.711 where none were agreed on; keys that come as tones from
   * such a leg are taken out of its sound and go on in the same way. The listeners of {@link
   * LegAudio#onDigit} are told all the same.
   *
   * @param keys told of keys that cannot be sent so
   * @throws IllegalArgumentException when a leg is of another media plane, or both are the same
   */
  Bridge bridge(LegAudio one, LegAudio other, UndeliveredKeys keys);

  /** Two legs that hear each other. Every method may be called from any thread. */
  interface Bridge extends AutoCloseable {

    /** Completes when they do; exceptionally when one has ended or the bridge was closed before. */
    CompletionStage<Void> bridged();

    /** Takes them apart; each hears silence then. It ends by itself when one of them ends. */
    @Override
    void close();
  }

  /**
   * Sends keys by signalling (SIP INFO) to legs that have agreed neither on telephone-events nor on
   * G.711.
   */
  @FunctionalInterface
  interface UndeliveredKeys {
    /** Called on an event loop, must not block. */
    void undelivered(LegAudio to, char digit);
  }
}
