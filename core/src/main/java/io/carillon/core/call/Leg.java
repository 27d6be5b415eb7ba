package io.carillon.core.call;

import java.util.concurrent.CompletionStage;

/**
 * One party of a call: its signalling plus one media session. SIP and H.323 legs look the same from
 * here on.
 *
 * <p>Every method may be called from any thread and returns at once.
 */
public interface Leg {

  LegInfo info();

  /** The sound of this leg. Commands to an ended leg do nothing. */
  LegAudio audio();

  /**
   * Ends the leg: BYE, CANCEL or a final error response, whichever the state asks for; then media
   * and ports are given back. Only the first call has an effect.
   */
  void end(EndReason reason);

  /**
   * Completes once, when the leg has ended for whatever reason, after its ports were given back.
   */
  CompletionStage<EndReason> ended();
}
