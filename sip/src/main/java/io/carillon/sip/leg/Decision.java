package io.carillon.sip.leg;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.LegRole;
import io.carillon.sip.sdp.SrtpPolicy;
import java.util.Objects;
import java.util.Optional;

/** What becomes of a call that came in. */
public sealed interface Decision {

  /** SRTP policy of the call in place of the configured one. */
  default Optional<SrtpPolicy> srtp() {
    return Optional.empty();
  }

  /** It comes to nothing: there will be no leg. */
  default void dropped() {}

  /**
   * Answer at once and hand the leg over.
   *
   * @param region for logs and metrics
   * @param voiceConnectorId whose logs and metrics the call belongs to
   * @param srtp in place of the configured policy
   * @param over run when the leg has ended, answered or not, or there was none
   */
  record Answer(
      String region,
      String voiceConnectorId,
      Optional<SrtpPolicy> srtp,
      DialPlan.LegHandler handler,
      Runnable over)
      implements Decision {
    public Answer(String region, String voiceConnectorId, DialPlan.LegHandler handler) {
      this(region, voiceConnectorId, Optional.empty(), handler, () -> {});
    }

    public Answer {
      Objects.requireNonNull(region, "region");
      Objects.requireNonNull(voiceConnectorId, "voiceConnectorId");
      Objects.requireNonNull(srtp, "srtp");
      Objects.requireNonNull(handler, "handler");
      Objects.requireNonNull(over, "over");
    }

    @Override
    public void dropped() {
      over.run();
    }
  }

  /**
   * Answer a recording session (RFC 7866) at once; it is heard and nothing else.
   *
   * @param media what hears its streams
   * @param over run when the leg has ended, answered or not, or there was none
   */
  record Record(String region, String voiceConnectorId, LegMediaFactory media, Runnable over)
      implements Decision {
    public Record {
      Objects.requireNonNull(region, "region");
      Objects.requireNonNull(voiceConnectorId, "voiceConnectorId");
      Objects.requireNonNull(media, "media");
      Objects.requireNonNull(over, "over");
    }

    @Override
    public void dropped() {
      over.run();
    }
  }

  /**
   * Refuse; the call is on record.
   *
   * @param region empty for the default one
   * @param voiceConnectorId empty for the default one
   * @param role what the leg would have been
   */
  record Refuse(String region, String voiceConnectorId, LegRole role, Refusal refusal)
      implements Decision {
    public Refuse {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(region, "region");
      Objects.requireNonNull(voiceConnectorId, "voiceConnectorId");
      Objects.requireNonNull(refusal, "refusal");
    }

    public Refuse(String region, String voiceConnectorId, Refusal refusal) {
      this(region, voiceConnectorId, LegRole.MEETING, refusal);
    }

    public Refuse(Refusal refusal) {
      this("", "", refusal);
    }
  }

  /**
   * Refuse without a call on record and keep nothing of it: a digest challenge (401, 407), to which
   * the same caller comes back, or a stranger.
   */
  record TurnAway(Refusal refusal) implements Decision {
    public TurnAway {
      Objects.requireNonNull(refusal, "refusal");
    }
  }

  /**
   * Let the caller wait: somebody answers or refuses later.
   *
   * @param srtp in place of the configured policy: what does not fit is refused before the handler
   *     is asked
   */
  record Pending(
      String region,
      String voiceConnectorId,
      LegRole role,
      Optional<SrtpPolicy> srtp,
      PendingHandler handler)
      implements Decision {
    public Pending {
      Objects.requireNonNull(region, "region");
      Objects.requireNonNull(voiceConnectorId, "voiceConnectorId");
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(srtp, "srtp");
      Objects.requireNonNull(handler, "handler");
    }

    @Override
    public void dropped() {
      handler.unanswerable();
    }

    public Pending(String region, String voiceConnectorId, LegRole role, PendingHandler handler) {
      this(region, voiceConnectorId, role, Optional.empty(), handler);
    }
  }
}
