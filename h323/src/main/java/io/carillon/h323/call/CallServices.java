package io.carillon.h323.call;

import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.event.EventBus;
import io.carillon.media.session.MediaEngine;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What every call uses.
 *
 * @param executor runs the calls' strands; a task may block for a disk write
 * @param random a secure source
 */
record CallServices(
    MediaEngine media,
    EventBus events,
    Clock clock,
    Executor executor,
    Scheduler scheduler,
    RandomGenerator random,
    CallSettings settings,
    Faults faults,
    ControlConnections control,
    CallTable table) {}
