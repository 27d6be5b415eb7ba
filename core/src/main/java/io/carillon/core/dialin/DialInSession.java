package io.carillon.core.dialin;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.concurrent.Strand;
import io.carillon.core.meeting.Attendee;
import io.carillon.core.meeting.Meeting;
import io.carillon.core.meeting.MeetingService.Invitation;
import io.carillon.core.prompt.Prompt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One leg on its way: hands what happens to the {@link DialInFlow} and executes the effects.
 *
 * <p>Called from any thread; its strand owns the state.
 */
final class DialInSession implements Attendee {
  private static final Logger LOG = LoggerFactory.getLogger(DialInSession.class);

  private final DialIn house;
  private final Leg leg;
  private final DialInFlow flow;
  private final Strand strand;
  private final DigitGate gate;

  private Scheduler.Task timer = () -> {};
  private int timerRun;
  private int playRun;
  private Meeting meeting;
  private boolean over;

  DialInSession(DialIn house, Leg leg, DialString dialled) {
    this.house = house;
    this.leg = leg;
    this.flow = new DialInFlow(house.settings, dialled);
    this.strand = new Strand(house.executor);
    this.gate = new DigitGate(house.nanoTime);
  }

  void start() {
    leg.audio().onDigit(this::key);
    leg.ended().thenRun(() -> strand.execute(this::legEnded));
    post(new Input.Answered());
  }

  @Override
  public Leg leg() {
    return leg;
  }

  @Override
  public void waiting() {
    post(new Input.MustWait());
  }

  @Override
  public void joined(boolean moderator, boolean recorded) {
    post(new Input.Joined(moderator, recorded));
  }

  @Override
  public void refused(Refusal refusal) {
    post(new Input.Refused(refusal));
  }

  @Override
  public void meetingEnded() {
    post(new Input.MeetingOver());
  }

  private void key(char key) {
    if (gate.passes()) {
      post(new Input.Digit(key));
    } else {
      house.keyDropped();
    }
  }

  private void post(Input input) {
    strand.execute(() -> handle(input));
  }

  // From here on everything runs on the strand.

  private void handle(Input input) {
    if (!over) {
      flow.on(input).forEach(this::execute);
    }
  }

  private void legEnded() {
    over = true;
    stopTimer();
    house.sessionEnded();
  }

  private void execute(Effect effect) {
    switch (effect) {
      case Effect.Play(List<Prompt> prompts) -> play(prompts);
      case Effect.Loop(Prompt music) -> {
        playRun++;
        leg.audio().loop(music);
      }
      case Effect.Hush() -> {
        playRun++;
        leg.audio().stop();
      }
      case Effect.StartTimer(Duration delay) -> startTimer(delay);
      case Effect.StopTimer() -> stopTimer();
      case Effect.LookUp(String id) -> house.executor.execute(() -> lookUp(id));
      case Effect.CheckPasscode(String passcode) ->
          post(new Input.PasscodeChecked(house.passcodes.accepts(meeting, source(), passcode)));
      case Effect.Enter(boolean moderator) -> house.rooms.enter(meeting, this, moderator);
      case Effect.Leave() ->
          house.rooms.room(meeting.meetingId()).ifPresent(room -> room.leave(leg));
      case Effect.ToggleMute() ->
          house.rooms.room(meeting.meetingId()).ifPresent(room -> room.toggleMute(leg));
      case Effect.Act act ->
          house.rooms.room(meeting.meetingId()).ifPresent(room -> room.act(leg, act.action()));
      case Effect.HangUp(EndReason reason) -> leg.end(reason);
    }
  }

  /** Where the call came from, without the port, which each call may choose. */
  private String source() {
    String address = leg.info().remoteAddress();
    int colon = address.lastIndexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }

  private void play(List<Prompt> prompts) {
    int run = ++playRun;
    leg.audio()
        .play(prompts)
        .thenAccept(
            toTheEnd ->
                strand.execute(
                    () -> {
                      // What was cut short by a join or the room was not heard; a timer runs.
                      if (toTheEnd && run == playRun) {
                        handle(new Input.PromptsHeard());
                      }
                    }));
  }

  private void startTimer(Duration delay) {
    stopTimer();
    int run = timerRun;
    timer =
        house.scheduler.after(
            delay,
            () ->
                strand.execute(
                    () -> {
                      if (run == timerRun) {
                        handle(new Input.TimeUp());
                      }
                    }));
  }

  private void stopTimer() {
    timer.cancel();
    timerRun++;
  }

  /** Blocks; runs beside the strand. */
  private void lookUp(String id) {
    try {
      Optional<Invitation> invitation = house.meetings.invitation(id);
      strand.execute(() -> found(invitation));
    } catch (RuntimeException e) {
      LOG.error("leg {}: the meeting could not be looked up", leg.info().transactionId(), e);
      post(new Input.LookUpFailed());
    }
  }

  private void found(Optional<Invitation> invitation) {
    invitation.ifPresent(i -> meeting = i.meeting());
    handle(
        invitation.isPresent()
            ? new Input.Found(invitation.get().moderator())
            : new Input.NotFound());
  }
}
