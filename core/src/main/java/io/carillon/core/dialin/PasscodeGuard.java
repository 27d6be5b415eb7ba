package io.carillon.core.dialin;

import io.carillon.core.meeting.Meeting;
import io.carillon.core.meeting.MeetingService;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Checks passcodes and keeps them from being tried out over many calls: after {@value
 * #WRONG_ALLOWED} wrong ones for a meeting within a quarter of an hour every further one is
 * refused, the right one too, until the oldest is that old. Who goes on trying needs years for the
 * six digits.
 *
 * <p>Thread-safe. Remembers at most {@value #MEETINGS} meetings, those tried last.
 */
final class PasscodeGuard {
  static final int WRONG_ALLOWED = 20;
  static final Duration WINDOW = Duration.ofMinutes(15);
  static final int MEETINGS = 10_000;

  private final LongSupplier nanoTime;
  private final Map<String, ArrayDeque<Long>> wrongByMeeting =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Long>> eldest) {
          return size() > MEETINGS;
        }
      };

  PasscodeGuard(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether the passcode makes a moderator now. */
  synchronized boolean accepts(Meeting meeting, String passcode) {
    ArrayDeque<Long> wrong = wrongByMeeting.get(meeting.meetingId());
    long now = nanoTime.getAsLong();
    while (wrong != null && !wrong.isEmpty() && now - wrong.peek() > WINDOW.toNanos()) {
      wrong.poll();
    }
    if (wrong != null && wrong.size() >= WRONG_ALLOWED) {
      return false;
    }
    if (MeetingService.passcodeIsRight(meeting, passcode)) {
      return true;
    }
    wrongByMeeting.computeIfAbsent(meeting.meetingId(), id -> new ArrayDeque<>()).add(now);
    return false;
  }
}
