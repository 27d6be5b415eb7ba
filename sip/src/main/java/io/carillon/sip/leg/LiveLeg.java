package io.carillon.sip.leg;

import io.carillon.core.call.Leg;
import io.carillon.core.call.MediaQuality;
import java.time.Instant;
import java.util.Optional;

/**
 * A call as operators see it now.
 *
 * @param state such as TALKING
 * @param answeredAt empty before the answer
 * @param codec of what we send, empty before the answer
 */
public record LiveLeg(
    Leg leg, String state, Optional<Instant> answeredAt, MediaQuality quality, String codec) {}
