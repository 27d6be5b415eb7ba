package io.carillon.core.event;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Something that happened. Logs, metrics, CDRs, EventBridge and the console listen to these. */
public sealed interface DomainEvent {

  /** When it happened. */
  Instant at();

  /** Events of one leg. */
  sealed interface LegEvent extends DomainEvent {
    LegInfo leg();
  }

  /** The first message of a leg was accepted for handling; it may still be refused. */
  record LegStarted(Instant at, LegInfo leg) implements LegEvent {}

  /** The leg was answered; quality is measured from now on. */
  record LegAnswered(Instant at, LegInfo leg, MediaQuality.Source quality) implements LegEvent {}

  /**
   * The leg ended.
   *
   * @param answeredAt null when it never was
   * @param statusCode final SIP status or its equivalent when the leg was refused, 200 for an
   *     answered leg
   * @param quality the last word of its media session
   */
  record LegEnded(
      Instant at,
      LegInfo leg,
      Instant answeredAt,
      EndReason reason,
      int statusCode,
      MediaQuality quality)
      implements LegEvent {}

  /**
   * A call was refused before anything was kept of it: no room, too many at once (OVERLOAD), or the
   * server is shutting down (DRAINING). Nothing else is said of it.
   *
   * @param direction of the call, as far as that is known so early
   */
  record CallTurnedAway(
      Instant at, String voiceConnectorId, String region, CallDirection direction, EndReason reason)
      implements DomainEvent {

    /** One that came to us; whither nobody has looked. */
    public CallTurnedAway(Instant at, String voiceConnectorId, String region, EndReason reason) {
      this(at, voiceConnectorId, region, CallDirection.INBOUND, reason);
    }
  }

  /**
   * Two answered legs of one call hear each other. Said once for each pair: after a transfer again,
   * with the call's transaction ID and the legs that talk now.
   *
   * @param transactionId the call's, {@link LegInfo#callTransactionId()} of its legs
   * @param direction of the call when it began: inbound goes to the customer
   * @param customer the customer's side
   * @param remote the other side
   */
  record CallBridged(
      Instant at,
      String transactionId,
      String voiceConnectorId,
      String region,
      CallDirection direction,
      LegInfo customer,
      LegInfo remote)
      implements DomainEvent {}

  /** A leg was joined to a meeting. */
  record ParticipantJoined(Instant at, LegInfo leg, MeetingRef meeting, boolean moderator)
      implements LegEvent {}

  /** A leg left a meeting. */
  record ParticipantLeft(Instant at, LegInfo leg, MeetingRef meeting) implements LegEvent {}

  /** Another leg is the one who talks. */
  record ActiveSpeakerChanged(Instant at, LegInfo leg, MeetingRef meeting) implements LegEvent {}

  /** A moderator did something: lock, unlock, mute-others, end, record-start, record-stop. */
  record ModeratorActed(Instant at, LegInfo leg, MeetingRef meeting, String action)
      implements LegEvent {}

  /** The first participant is in; for a moderated meeting the first moderator. */
  record MeetingStarted(Instant at, MeetingRef meeting) implements DomainEvent {}

  /** The last participant has left, or the meeting was ended. */
  record MeetingEnded(Instant at, MeetingRef meeting) implements DomainEvent {}

  /** A recording was started. */
  record RecordingStarted(Instant at, MeetingRef meeting, String file) implements DomainEvent {}

  /** A recording is complete on disk. */
  record RecordingStopped(Instant at, MeetingRef meeting, String file, long durationMillis)
      implements DomainEvent {}

  /** A recording could not be written. */
  record RecordingFailed(Instant at, MeetingRef meeting, String file, String failure)
      implements DomainEvent {}

  /** A leg's audio began to be written to a stream (2-formats section 4, STARTED). */
  record StreamStarted(Instant at, LegInfo leg, AudioStream stream) implements LegEvent {

    public StreamStarted(
        Instant at,
        LegInfo leg,
        String streamArn,
        String startFragmentNumber,
        Map<String, String> inviteHeaders) {
      this(
          at,
          leg,
          new AudioStream(streamArn, startFragmentNumber, StreamedParty.of(leg, inviteHeaders)));
    }
  }

  /** What a call that is streamed says of itself has changed (UPDATED): new SIPREC metadata. */
  record StreamUpdated(
      Instant at, LegInfo leg, Map<String, String> updateHeaders, String siprecMetadata)
      implements LegEvent {}

  /** A leg's stream is complete (ENDED). */
  record StreamEnded(Instant at, LegInfo leg, Instant startedAt, AudioStream stream)
      implements LegEvent {

    public StreamEnded(
        Instant at,
        LegInfo leg,
        Instant startedAt,
        String streamArn,
        String startFragmentNumber,
        Map<String, String> inviteHeaders) {
      this(
          at,
          leg,
          startedAt,
          new AudioStream(streamArn, startFragmentNumber, StreamedParty.of(leg, inviteHeaders)));
    }
  }

  /** A leg's stream lost audio or broke (FAILED); said once per leg. */
  record StreamFailed(Instant at, LegInfo leg, String failure) implements LegEvent {}

  /**
   * A SIP message passed the transport; keys and credentials are still in it and must be removed
   * before it is written.
   *
   * @param callId SIP Call-ID
   * @param transactionId of the call it belongs to, empty when it belongs to none
   */
  record SipMessagePassed(
      Instant at,
      String voiceConnectorId,
      String region,
      String callId,
      String transactionId,
      boolean inbound,
      String message)
      implements DomainEvent {

    /** One that belongs to no call. */
    public SipMessagePassed(
        Instant at,
        String voiceConnectorId,
        String region,
        String callId,
        boolean inbound,
        String message) {
      this(at, voiceConnectorId, region, callId, "", inbound, message);
    }
  }

  /** Names a meeting: its number, its conference UUID, its title (may be empty). */
  record MeetingRef(String meetingId, String conferenceId, String title) {}

  /** The headers of an INVITE that streaming events carry, in their spelling there. */
  List<String> INVITE_HEADERS =
      List.of("from", "to", "call-id", "cseq", "contact", "content-type", "content-length");
}
