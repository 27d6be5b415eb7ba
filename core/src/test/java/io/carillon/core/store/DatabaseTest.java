package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.core.meeting.Meeting;
import io.carillon.core.meeting.MeetingIds;
import io.carillon.core.meeting.MeetingService;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseTest {
  @TempDir Path data;

  @Test
  void meetingsSurviveARestart() throws IOException {
    Meeting moderated;
    Meeting open;
    try (Database database = Database.open(data)) {
      moderated = service(database).create(" Weekly ", true);
      open = service(database).create("", false);
      assertThat(service(database).end(open.meetingId())).isTrue();
    }

    try (Database database = Database.open(data)) {
      MeetingService service = service(database);
      assertThat(service.find(moderated.meetingId())).contains(moderated);
      assertThat(service.find(moderated.moderatorId())).contains(moderated);
      assertThat(moderated.title()).isEqualTo("Weekly");
      assertThat(service.list())
          .extracting(Meeting::meetingId)
          .containsExactlyInAnyOrder(moderated.meetingId(), open.meetingId());
      assertThat(service.find(open.meetingId()).orElseThrow().state())
          .isEqualTo(Meeting.State.ENDED);
      assertThat(service.end(open.meetingId())).isFalse();
    }
    assertThat(Files.getPosixFilePermissions(data.resolve("carillon.mv.db")))
        .as("passcodes are in it")
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void anIdIsGivenOutOnce() throws IOException {
    try (Database database = Database.open(data)) {
      SqlMeetingStore store = new SqlMeetingStore(database);
      Meeting meeting = service(database).create("", true);

      assertThat(store.add(meeting)).isFalse();
      assertThat(store.find("1")).isEmpty();
    }
  }

  @Test
  void whatWasConfirmedSurvivesAKill() throws Exception {
    Process keeper = keeper();
    List<String> confirmed = new ArrayList<>();
    try (BufferedReader said = keeper.inputReader()) {
      while (confirmed.size() < 50) {
        confirmed.add(said.readLine());
      }
      // While it lives nobody else gets in; kill -9 then comes in the middle of its work.
      assertThatThrownBy(() -> Database.open(data))
          .isInstanceOf(Database.DataFolderInUseException.class)
          .hasMessageContaining(data.toRealPath().toString())
          .hasMessageContaining("in use");
      keeper.toHandle().destroyForcibly(); // of the process itself it would close the pipe
      said.lines().filter(line -> line.length() == 10).forEach(confirmed::add);
    }
    assertThat(keeper.waitFor()).as("SIGKILL").isEqualTo(128 + 9);

    try (Database database = Database.open(data)) {
      assertThat(service(database).list()).extracting(Meeting::meetingId).containsAll(confirmed);
    }
  }

  @Test
  void aDamagedFileIsToldByName() throws IOException {
    Files.writeString(data.resolve("carillon.mv.db"), "this is no database ".repeat(1000));

    assertThatThrownBy(() -> Database.open(data))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(data.toRealPath().toString());
  }

  private Process keeper() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Its stdout is what it confirmed; logs go where this JVM's do.
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Keeper.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process
        .onExit()
        .orTimeout(50, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly());
    return process;
  }

  private static MeetingService service(Database database) {
    return new MeetingService(
        new SqlMeetingStore(database), new MeetingIds(new SecureRandom()), Clock.systemUTC());
  }
}
