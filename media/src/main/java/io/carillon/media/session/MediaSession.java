package io.carillon.media.session;

import io.carillon.core.call.LegAudio;
import io.carillon.core.call.MediaQuality;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The media of one leg: its sockets, keys, codecs, jitter buffer and place in a mix.
 *
 * <p>Every method may be called from any thread; the session is owned by one event loop, which does
 * the work.
 */
public interface MediaSession extends LegAudio, MediaQuality.Source, AutoCloseable {

  /** What the SDP says for RTP: the advertised address and the even port of the pair. */
  InetSocketAddress advertisedRtp();

  /** What the SDP says for RTCP when it is not multiplexed: the odd port. */
  InetSocketAddress advertisedRtcp();

  /**
   * Takes over the outcome of an offer/answer; the first one starts sending. SRTP contexts are kept
   * where the keys are the same.
   *
   * @return completes when packets are handled by the new plan; exceptionally when the plan asks
   *     for what the media plane cannot do
   */
  CompletionStage<Void> apply(AudioPlan plan);

  /**
   * Takes over the outcome of an offer/answer that switches from audio to datagrams of another
   * protocol: no RTP and RTCP are sent or taken any more, and silence of the far end is no timeout
   * (a fax machine that receives a page says nothing for minutes). The next {@link
   * #apply(AudioPlan)} goes back to audio.
   *
   * @return completes when datagrams are handled so; exceptionally when there was no audio before
   */
  CompletionStage<Void> apply(DatagramPlan plan);

  /**
   * Says what to do when neither RTP nor RTCP came from the far end for the time set (off while the
   * call is on hold); the signalling side ends the leg with MEDIA_TIMEOUT. Called once, on the
   * event loop; must not block. It replaces the listener before.
   */
  void onTimeout(Runnable listener);

  /**
   * Says whom to tell when the keys of a DTLS handshake do not come: why, in words for a log. The
   * session stays mute and deaf then; the signalling side ends the leg. Called once, on the event
   * loop; must not block. It replaces the listener before.
   */
  default void onKeyFailure(Consumer<String> listener) {}

  /** Of the certificate we show in DTLS handshakes; empty where there are none. */
  default Optional<Fingerprint> fingerprint() {
    return Optional.empty();
  }

  /**
   * Stops sending (RTCP BYE first) and gives the ports back to rest. The quality stays readable.
   */
  @Override
  void close();
}
