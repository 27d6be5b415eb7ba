package io.carillon.core.testkit;

import io.carillon.core.call.MeetingAudio;
import io.carillon.core.prompt.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A mix that writes down what is done to it. For one thread. */
public final class FakeMix implements MeetingAudio {
  private final List<String> announced = new ArrayList<>();
  private Consumer<String> speaker = leg -> {};
  private CompletableFuture<Long> written;
  private boolean recording;
  private boolean closed;

  /** What everyone was told since the last call of this. */
  public List<String> announced() {
    List<String> all = List.copyOf(announced);
    announced.clear();
    return all;
  }

  /** This leg talks now. */
  public void speaks(FakeLeg leg) {
    speaker.accept(leg.info().transactionId());
  }

  public boolean closed() {
    return closed;
  }

  public boolean recording() {
    return recording;
  }

  @Override
  public void announce(List<Prompt> prompts) {
    prompts.forEach(prompt -> announced.add(prompt.name()));
  }

  @Override
  public Recording record(Path file) throws IOException {
    Files.createFile(file);
    recording = true;
    written = new CompletableFuture<>();
    CompletableFuture<Long> done = written;
    return new Recording() {
      @Override
      public CompletionStage<Long> stop() {
        recording = false;
        done.complete(1234L);
        return done;
      }

      @Override
      public CompletionStage<Long> done() {
        return done;
      }
    };
  }

  /** The disk takes no more of the recording. */
  public void breakRecording() {
    written.completeExceptionally(new IOException("No space left on device"));
  }

  @Override
  public void onActiveSpeaker(Consumer<String> listener) {
    speaker = listener;
  }

  @Override
  public void close() {
    closed = true;
  }
}
