package io.carillon.media.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixRecorderTest {
  @TempDir Path folder;

  @Test
  void aFileThatCannotBeWrittenIsSaidBeforeTheRecordingIsStopped() throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve("mix.wav"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    MixRecorder recorder =
        new MixRecorder(new WavWriter(file, MixRecorder.RATE), "mix.wav", () -> {});
    file.close();

    for (int tick = 0; tick < 10; tick++) {
      recorder.frame(null);
    }

    assertThat(recorder.done())
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableOfType(Exception.class)
        .withCauseInstanceOf(IOException.class);
    recorder.finish();
  }
}
