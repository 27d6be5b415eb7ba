package io.carillon.sip.leg;

import io.carillon.core.event.EventBus;
import io.carillon.core.log.LogLimiter;
import io.carillon.media.session.MediaEngine;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * What every call uses.
 *
 * @param executor runs the calls' strands; a task may block for a disk write
 * @param random a secure source
 */
record LegServices(
    Signalling signalling,
    MediaEngine media,
    EventBus events,
    Clock clock,
    Executor executor,
    ScheduledExecutorService scheduler,
    RandomGenerator random,
    SipSettings settings,
    LegTable table,
    LogLimiter log) {}
