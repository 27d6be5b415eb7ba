package io.carillon.core.call;

import io.carillon.core.prompt.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The mix of one meeting; the media plane implements it. Legs are put in by {@code LegAudio.join}.
 *
 * <p>Every method may be called from any thread and returns at once. Closing takes every leg out.
 */
public interface MeetingAudio extends AutoCloseable {

  /**
   * Plays to everyone in the meeting, mixed with who is talking: join and leave tones, "the meeting
   * is now locked".
   */
  void announce(List<Prompt> prompts);

  /**
   * Records the mix from now on as WAV (mono, 16 bit) into a new file.
   *
   * @throws IOException when the file cannot be made
   * @throws IllegalStateException when a recording is running
   */
  Recording record(Path file) throws IOException;

  /**
   * Is told the transaction ID of the leg that talks, at each change; called on the event loop,
   * must not block.
   */
  void onActiveSpeaker(Consumer<String> listener);

  @Override
  void close();

  /** A running recording. Stopping it completes the file; a meeting that closes stops it. */
  interface Recording {
    /** Asks for the end; {@link #done} follows. */
    CompletionStage<Long> stop();

    /**
     * Completes with the recorded length in ms when the file is whole and on disk; exceptionally as
     * soon as writing has failed, when the recording still has to be stopped. On any thread.
     */
    CompletionStage<Long> done();
  }

  /** Opens the mix of a meeting on the event loop with the least work. */
  @FunctionalInterface
  interface Factory {
    MeetingAudio open(String meetingId);
  }
}
