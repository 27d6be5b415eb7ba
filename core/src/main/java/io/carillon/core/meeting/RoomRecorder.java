package io.carillon.core.meeting;

import io.carillon.core.call.MeetingAudio;
import io.carillon.core.event.DomainEvent.RecordingFailed;
import io.carillon.core.event.DomainEvent.RecordingStarted;
import io.carillon.core.event.DomainEvent.RecordingStopped;
import io.carillon.core.event.EventBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/**
 * The recordings of one meeting: {@code MEETINGID/yyyyMMddTHHmmssSSSZ.wav} in the recordings
 * folder. Owned by the room's strand.
 */
final class RoomRecorder {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Meeting meeting;
  private final Path folder;
  private final Clock clock;
  private final EventBus events;
  private MeetingAudio.Recording running;
  private Path file;

  RoomRecorder(Meeting meeting, Path recordings, Clock clock, EventBus events) {
    this.meeting = meeting;
    this.folder = recordings.resolve(meeting.meetingId());
    this.clock = clock;
    this.events = events;
  }

  /** The file being recorded into, or null. */
  String file() {
    return running == null ? null : file.toString();
  }

  boolean isRunning() {
    return running != null;
  }

  /**
   * Starts recording; false when the file could not be made, which the event says.
   *
   * @param broken told of a recording that failed later, on any thread; see {@link #giveUp}
   */
  boolean start(MeetingAudio audio, Consumer<MeetingAudio.Recording> broken) {
    file = folder.resolve(STAMP.format(clock.instant()) + ".wav");
    try {
      Files.createDirectories(folder);
      running = audio.record(file);
    } catch (IOException | IllegalStateException e) {
      failed(file, e);
      return false;
    }
    events.publish(new RecordingStarted(clock.instant(), meeting.ref(), file.toString()));
    MeetingAudio.Recording begun = running;
    Path into = file;
    begun
        .done()
        .whenComplete(
            (millis, failure) -> {
              if (failure != null) {
                failed(into, failure);
                broken.accept(begun);
              } else {
                events.publish(
                    new RecordingStopped(clock.instant(), meeting.ref(), into.toString(), millis));
              }
            });
    return true;
  }

  /** Stops a recording that failed; false when it was stopped before. */
  boolean giveUp(MeetingAudio.Recording broken) {
    if (running != broken) {
      return false;
    }
    stop();
    return true;
  }

  /** Stops recording if one is running; the event follows when the file is whole. */
  void stop() {
    if (running == null) {
      return;
    }
    running.stop();
    running = null;
  }

  private void failed(Path failedFile, Throwable failure) {
    events.publish(
        new RecordingFailed(
            clock.instant(), meeting.ref(), failedFile.toString(), failure.toString()));
  }
}
