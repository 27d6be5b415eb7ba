package io.carillon.core.dialin;

import io.carillon.core.call.Leg;
import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.meeting.MeetingRooms;
import io.carillon.core.meeting.MeetingService;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Receives answered legs and guides each to its meeting. Thread-safe. */
public final class DialIn {
  final DialInSettings settings;
  final MeetingService meetings;
  final MeetingRooms rooms;
  final Scheduler scheduler;
  final Executor executor;
  final LongSupplier nanoTime;
  final PasscodeGuard passcodes;
  private final AtomicInteger sessions = new AtomicInteger();
  private final AtomicLong droppedKeys = new AtomicLong();

  /**
   * @param executor runs the sessions' strands and their look-ups, which block; virtual threads
   * @param nanoTime {@code System::nanoTime}
   */
  public DialIn(
      DialInSettings settings,
      MeetingService meetings,
      MeetingRooms rooms,
      Scheduler scheduler,
      Executor executor,
      LongSupplier nanoTime) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.meetings = Objects.requireNonNull(meetings, "meetings");
    this.rooms = Objects.requireNonNull(rooms, "rooms");
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    this.executor = Objects.requireNonNull(executor, "executor");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    this.passcodes = new PasscodeGuard(nanoTime);
  }

  /** Takes over an answered leg until it ends; returns at once. */
  public void answered(Leg leg, DialString dialled) {
    sessions.incrementAndGet();
    new DialInSession(this, leg, dialled).start();
  }

  /** Legs that are being guided or in their meeting now. */
  public int sessions() {
    return sessions.get();
  }

  /** Keys not looked at because they came faster than anybody keys. */
  public long droppedKeys() {
    return droppedKeys.get();
  }

  void sessionEnded() {
    sessions.decrementAndGet();
  }

  void keyDropped() {
    droppedKeys.incrementAndGet();
  }
}
