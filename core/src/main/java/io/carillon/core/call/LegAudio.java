package io.carillon.core.call;

import io.carillon.core.prompt.Prompt;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The sound of one leg as call control sees it; the media plane implements it.
 *
 * <p>Every method may be called from any thread and returns at once; the work is done on the leg's
 * event loop in the order of the calls. Until told otherwise a leg hears silence, sent at full
 * rate.
 */
public interface LegAudio {

  /**
   * Plays prompts one after another to this leg alone, replacing what was being played. In a
   * meeting the prompts are heard over the mix, which is lowered meanwhile.
   *
   * @return completes with true when the last one was heard to its end, with false when another
   *     play, {@link #stop()} or the end of the leg cut it short; never exceptionally
   */
  CompletionStage<Boolean> play(List<Prompt> prompts);

  /**
   * Plays one prompt over and over, such as hold music, until the next play, {@link #stop()} or
   * {@link #join}.
   */
  void loop(Prompt music);

  /** Stops what is being played. */
  void stop();

  /**
   * Puts the leg into a meeting's mix, taking it out of the one it was in.
   *
   * @return completes when the leg hears the meeting; exceptionally when the meeting has no room or
   *     has been closed
   */
  CompletionStage<Void> join(MeetingAudio meeting);

  /** Takes the leg out of its meeting's mix; it hears silence then. */
  void leave();

  /** While muted the leg hears the meeting but is not heard. */
  void mute(boolean muted);

  /**
   * Says who gets the digits the far end keys in (0-9, *, #, A-D), each once, however it was sent.
   * The listener is called on the leg's event loop and must not block. It replaces the one before;
   * digits keyed in without a listener are lost.
   */
  void onDigit(Consumer<Character> listener);

  /**
   * Hands over a digit that came by signalling (SIP INFO, H.245 userInput); the same digit by RTP
   * within 500 ms is dropped.
   */
  void signalledDigit(char digit);

  /**
   * Sends a key to the far end as telephone-event packets of 100 ms (RFC 4733), in place of what it
   * would hear meanwhile; where none were agreed on, as tones in G.711 (ITU-T Q.23) unless the leg
   * is in a meeting. Keys sent before the last one is through wait for it, at most 32.
   *
   * @param digit 0-9, *, #, A-D
   * @return completes with true when the key was sent; with false when it was not and signalling
   *     has to (SIP INFO): at once when neither telephone-events nor G.711 were agreed on, nothing
   *     may be sent now (hold) or too many wait, later when that or the end of the leg came in
   *     between; never exceptionally
   * @throws IllegalArgumentException when there is no such key
   */
  CompletionStage<Boolean> sendDigit(char digit);
}
