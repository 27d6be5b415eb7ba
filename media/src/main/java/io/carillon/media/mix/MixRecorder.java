package io.carillon.media.mix;

import io.carillon.core.call.MeetingAudio;
import io.carillon.core.concurrent.BoundedWorker;
import io.carillon.media.loop.Tick;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes the mix to a WAV file. The event loop fills pieces of 200 ms that a writer of its own takes
 * to the disk; when the disk is too slow, pieces become silence and are counted, and the meeting
 * goes on.
 */
final class MixRecorder implements MeetingAudio.Recording {
  /** Wideband: all that speech needs, 115 MB an hour. */
  static final int RATE = 16000;

  private static final int FRAME = RATE / Tick.PER_SECOND;
  private static final int PIECE = 10 * FRAME;
  private static final int PIECES = 50;

  /** What the writer is told to do, in order. */
  private record Work(short[] piece, int samples, int missed, boolean last) {}

  private final WavWriter file;
  private final BlockingQueue<short[]> free = new ArrayBlockingQueue<>(PIECES);
  private final BoundedWorker<Work> writer;
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private final Runnable onStop;
  private IOException failure; // the writer's

  // Owned by the loop.
  private short[] piece;
  private int filled;
  private int missed;
  private boolean stopped;

  /**
   * @param onStop run when somebody asks to stop, to tell the loop to {@link #finish()}
   */
  MixRecorder(Path path, Runnable onStop) throws IOException {
    this(new WavWriter(path, RATE), path.getFileName().toString(), onStop);
  }

  MixRecorder(WavWriter file, String name, Runnable onStop) {
    this.file = file;
    this.onStop = onStop;
    for (int i = 0; i < PIECES; i++) {
      free.add(new short[PIECE]);
    }
    // One place more than there are pieces, for the end.
    this.writer = new BoundedWorker<>("record " + name, PIECES + 1, this::write);
  }

  /** Takes the next 20 ms; null = silence. In the loop. */
  void frame(short[] pcm) {
    if (piece == null) {
      piece = free.poll();
      filled = 0;
    }
    if (piece == null) {
      missed += FRAME;
      return;
    }
    if (pcm == null) {
      Arrays.fill(piece, filled, filled + FRAME, (short) 0);
    } else {
      System.arraycopy(pcm, 0, piece, filled, FRAME);
    }
    filled += FRAME;
    if (filled == PIECE) {
      hand(false);
    }
  }

  /** Hands over the rest. In the loop, once. */
  void finish() {
    if (!stopped) {
      stopped = true;
      hand(true);
    }
  }

  private void hand(boolean last) {
    writer.offer(new Work(piece, filled, missed, last));
    piece = null;
    filled = 0;
    missed = 0;
  }

  private void write(Work work) {
    try {
      if (failure == null) {
        file.silence(work.missed());
        if (work.piece() != null) {
          file.write(work.piece(), work.samples());
        }
      }
    } catch (IOException e) {
      failure = e;
      done.completeExceptionally(e); // whoever believes in it is told now, not at its end
    }
    if (work.piece() != null) {
      free.add(work.piece());
    }
    if (work.last()) {
      end();
    }
  }

  private void end() {
    try {
      file.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure == null) {
      done.complete(file.millis());
    } else {
      done.completeExceptionally(failure);
    }
    // Not awaited: this is the writer's own thread.
    Thread.ofVirtual().start(writer::close);
  }

  @Override
  public CompletionStage<Long> stop() {
    onStop.run();
    return done;
  }

  @Override
  public CompletionStage<Long> done() {
    return done;
  }
}
