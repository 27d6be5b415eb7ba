package io.carillon.sip.recording;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegRole;
import io.carillon.core.event.EventBus;
import io.carillon.core.trunk.TrunkDecision;
import io.carillon.media.session.MediaEngine;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.leg.Decision;
import io.carillon.sip.leg.IncomingCall;
import io.carillon.sip.leg.Refusal;
import io.carillon.sip.leg.SipSettings;
import io.carillon.sip.sdp.SrtpPolicy;
import io.carillon.sip.siprec.SiprecRequests;
import io.carillon.sip.trunk.ProvenCalls;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Takes the calls of recording clients, once the trunk knows which connector's they are.
 * Thread-safe.
 */
public final class RecordingCalls implements ProvenCalls {
  private final Parts parts;

  /**
   * What recording sessions use.
   *
   * @param random a secure source
   */
  public record Parts(
      MediaEngine media,
      SipSettings settings,
      RecordedStreams streams,
      EventBus events,
      Clock clock,
      RandomGenerator random) {}

  public RecordingCalls(Parts parts) {
    this.parts = parts;
  }

  @Override
  public boolean takesRoom() {
    return true;
  }

  @Override
  public Optional<Taker> of(IncomingCall call) {
    return switch (SiprecRequests.of(call.invite())) {
      case SiprecRequests.Ordinary _ -> Optional.empty();
      case SiprecRequests.Wrong wrong -> Optional.of(caller -> refused(caller, wrong));
      case SiprecRequests.Recording recording ->
          Optional.of(caller -> recorded(call, recording, caller));
    };
  }

  private static Decision refused(TrunkDecision.Proven caller, SiprecRequests.Wrong wrong) {
    caller.permit().close();
    Refusal refusal = Refusal.of(wrong.status(), EndReason.PROTOCOL_ERROR, wrong.text());
    return new Decision.Refuse(
        caller.region(),
        caller.connectorId(),
        LegRole.RECORDED,
        wrong.status() == 415 ? refusal.with(accepted()) : refusal);
  }

  private static List<HeaderLine> accepted() {
    return Stream.of(SiprecRequests.ACCEPT.split(", "))
        .map(type -> new HeaderLine("Accept", type))
        .toList();
  }

  private Decision recorded(
      IncomingCall call, SiprecRequests.Recording recording, TrunkDecision.Proven caller) {
    SrtpPolicy ours = parts.settings().srtp();
    SrtpPolicy srtp = caller.encrypted() && !ours.required() ? SrtpPolicy.REQUIRED : ours;
    return new Decision.Record(
        caller.region(),
        caller.connectorId(),
        (leg, local) -> {
          SessionMetadata metadata = new SessionMetadata(leg, call, recording.metadata());
          return new RecordingMedia(leg, local, srtp, metadata, parts);
        },
        caller.permit()::close);
  }
}
