package io.carillon.sip.leg;

import io.carillon.core.call.LegAudio;
import io.carillon.core.call.MediaQuality;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.message.Request;

/**
 * The media of one call and the offers and answers that shape it.
 *
 * <p>Owned by the call's strand, but for what says that it may be asked from any thread.
 */
public interface LegMedia {

  /** How an offer or answer of the far end went. */
  sealed interface Result {}

  /**
   * It went well and the media runs by it.
   *
   * @param sdp what to send back; empty when an answer was taken
   */
  record Agreed(String sdp) implements Result {}

  /** It did not; the media goes on as it was. */
  record Refused(int status, int warning, String text) implements Result {}

  /** What others do with the call's sound; from any thread. */
  LegAudio audio();

  /** What is measured of it; from any thread. */
  MediaQuality.Source measured();

  /** Who is told when nothing has come from the far end for too long. */
  void onTimeout(Runnable listener);

  /** Who is told, with the reason, when the keys of a DTLS handshake do not come. */
  default void onKeyFailure(Consumer<String> listener) {}

  /** A key that came by signalling. */
  void signalledDigit(char key);

  /** Answers an offer by the terms said last and puts it into effect. */
  Result answer(String offer);

  /** Answers an offer and puts it into effect. */
  Result answer(String offer, MediaTerms wanted);

  /** What {@link #answer} would say, but nothing happens. */
  Result wouldAnswer(String offer);

  /** Makes an offer by the terms said last. */
  String offer();

  /** Makes an offer; {@link #accept} or {@link #withdraw} closes it. */
  String offer(MediaTerms wanted);

  /**
   * Offers what is agreed already, word for word, so that the far end sees by the version that
   * nothing changes (RFC 4028 7.4).
   */
  String offerTheSame();

  /**
   * Our last offer may be answered once more, by another branch of a forked call.
   *
   * @return false when something else was agreed on since
   */
  boolean reopen();

  /** The answer to our offer. */
  Result accept(String answer);

  /** Our offer was refused: everything stays as it was. */
  void withdraw();

  boolean offering();

  /** Encoding name of what we send, empty before the first agreement; from any thread. */
  String codec();

  /** What is agreed on, when that is one audio session; from any thread. */
  Optional<AgreedMedia> agreed();

  /** What was said last of codecs and direction counts no more. */
  void forgetTerms();

  /** It is a recording session (RFC 7866), whose requests say more than their SDP. */
  default boolean recording() {
    return false;
  }

  /** An INVITE or UPDATE of the far end has been answered with 2xx. */
  default void heard(Request request) {}

  void close();
}
