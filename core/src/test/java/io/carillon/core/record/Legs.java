package io.carillon.core.record;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegProtocol;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.DomainEvent.MeetingRef;
import java.time.Instant;

/** Legs and their events for tests. */
public final class Legs {
  public static final Instant START = Instant.parse("2019-03-01T17:10:00.020Z");
  public static final MeetingRef MEETING =
      new MeetingRef("0123456789", "123a4567-b890-1234-5678-cd90efab1234", "Weekly");

  private Legs() {}

  public static LegInfo leg(String transactionId) {
    return leg(transactionId, "+12065550100", "", CallDirection.INBOUND);
  }

  public static LegInfo leg(String transactionId, String from, String to, CallDirection direction) {
    return new LegInfo(
        transactionId,
        "1112-2222-4333",
        "abcdef1ghij2klmno3pqr4",
        LegProtocol.SIP,
        direction,
        from,
        to,
        "meet.example.com",
        "us-east-1",
        "127.0.0.9:5061",
        "Room System",
        START);
  }

  public static DomainEvent.LegAnswered answered(LegInfo leg) {
    return new DomainEvent.LegAnswered(START, leg, () -> MediaQuality.NONE);
  }

  public static DomainEvent.ParticipantJoined joined(LegInfo leg, Instant at) {
    return new DomainEvent.ParticipantJoined(at, leg, MEETING, false);
  }

  public static DomainEvent.LegEnded ended(LegInfo leg, Instant at) {
    return new DomainEvent.LegEnded(
        at, leg, START, EndReason.REMOTE_HANGUP, 200, MediaQuality.NONE);
  }

  public static DomainEvent.LegEnded refused(LegInfo leg, EndReason reason, int status) {
    return new DomainEvent.LegEnded(START, leg, null, reason, status, MediaQuality.NONE);
  }
}
