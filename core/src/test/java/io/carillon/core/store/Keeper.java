package io.carillon.core.store;

import io.carillon.core.meeting.MeetingIds;
import io.carillon.core.meeting.MeetingService;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** A program of its own that makes meetings without end and says which; a test kills it. */
final class Keeper {
  private Keeper() {}

  public static void main(String[] args) throws Exception {
    Database database = Database.open(Path.of(args[0]));
    MeetingService service =
        new MeetingService(
            new SqlMeetingStore(database), new MeetingIds(new SecureRandom()), Clock.systemUTC());
    while (true) {
      System.out.println(service.create("from the keeper", true).meetingId());
      System.out.flush();
    }
  }
}
