package io.carillon.core.dialin;

import io.carillon.core.meeting.Meeting;
import io.carillon.core.meeting.MeetingService;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Checks passcodes and keeps them from being tried out over many calls. After {@value
 * #WRONG_PER_SOURCE} wrong ones for a meeting from one address within a quarter of an hour every
 * further one from there is refused, the right one too, until the oldest is that old; after {@value
 * #WRONG_PER_MEETING} from all addresses those of everybody. Six digits last for weeks then.
 *
 * <p>Thread-safe. Remembers at most {@value #REMEMBERED} meetings and pairs of meeting and address,
 * those tried last.
 */
final class PasscodeGuard {
  static final int WRONG_PER_SOURCE = 10;
  static final int WRONG_PER_MEETING = 200;
  static final Duration WINDOW = Duration.ofMinutes(15);
  static final int REMEMBERED = 10_000;

  private final LongSupplier nanoTime;
  private final Map<String, ArrayDeque<Long>> wrong =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Long>> eldest) {
          return size() > REMEMBERED;
        }
      };

  PasscodeGuard(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Whether the passcode makes a moderator now.
   *
   * @param source the address the call came from, without its port
   */
  synchronized boolean accepts(Meeting meeting, String source, String passcode) {
    String fromThere = meeting.meetingId() + "/" + source;
    if (recent(fromThere) >= WRONG_PER_SOURCE || recent(meeting.meetingId()) >= WRONG_PER_MEETING) {
      return false;
    }
    if (MeetingService.passcodeIsRight(meeting, passcode)) {
      return true;
    }
    long now = nanoTime.getAsLong();
    wrong.computeIfAbsent(fromThere, key -> new ArrayDeque<>()).add(now);
    wrong.computeIfAbsent(meeting.meetingId(), key -> new ArrayDeque<>()).add(now);
    return false;
  }

  private int recent(String key) {
    ArrayDeque<Long> times = wrong.get(key);
    if (times == null) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    while (!times.isEmpty() && now - times.peek() > WINDOW.toNanos()) {
      times.poll();
    }
    return times.size();
  }
}
