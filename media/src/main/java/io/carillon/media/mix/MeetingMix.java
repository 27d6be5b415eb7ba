package io.carillon.media.mix;

import io.carillon.core.call.MeetingAudio;
import io.carillon.core.prompt.Prompt;
import io.carillon.media.loop.MediaLoop;
import io.carillon.media.loop.Tick;
import io.carillon.media.pack.FormatFacts;
import io.carillon.media.prompt.PromptLibrary;
import io.carillon.media.prompt.Sound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mix of one meeting. Each tick: take what every leg says, choose who talks, add up once per
 * sample rate, encode once per format for all who listen, and once more for each who talks.
 *
 * <p>The methods of {@link MeetingAudio} may be called from any thread; the rest belongs to {@link
 * #loop()}. Without members nothing ticks.
 */
public final class MeetingMix implements MeetingAudio, Tick {
  private static final Logger LOG = LoggerFactory.getLogger(MeetingMix.class);

  private final String meetingId;
  private final MediaLoop loop;
  private final PromptLibrary prompts;
  private final int capacity;
  private final Consumer<MeetingMix> onClosed;
  private final AtomicReference<MixRecorder> recorder = new AtomicReference<>();

  // Owned by the loop.
  private final List<Member> members = new ArrayList<>();
  private final Talkers talkers = new Talkers();
  private final Announcer announcer = new Announcer();
  private final ActiveSpeaker activeSpeaker = new ActiveSpeaker();
  private final Buses buses;
  private MixRecorder recording;
  private Bus recordingBus;
  private boolean closed;

  /**
   * @param loop owns the mix and every leg in it
   * @param capacity most legs, 250 as the service promises
   * @param onClosed told once, on the loop
   */
  public MeetingMix(
      String meetingId,
      MediaLoop loop,
      FormatFacts facts,
      PromptLibrary prompts,
      int capacity,
      Consumer<MeetingMix> onClosed) {
    this.meetingId = meetingId;
    this.loop = loop;
    this.prompts = prompts;
    this.capacity = capacity;
    this.onClosed = onClosed;
    this.buses = new Buses(facts);
    loop.load().incrementAndGet();
  }

  /** The loop a leg must be on to join. */
  public MediaLoop loop() {
    return loop;
  }

  /**
   * Takes a leg in.
   *
   * @return null, or why not
   */
  public String join(MixLeg leg) {
    assert loop.inLoop();
    if (closed) {
      return "meeting " + meetingId + " has been closed";
    }
    if (members.size() >= capacity) {
      return "meeting " + meetingId + " is full with " + capacity + " legs";
    }
    if (members.isEmpty()) {
      loop.addTick(this);
    }
    Member member = new Member(leg);
    members.add(member);
    buses.listen(member);
    return null;
  }

  /** Lets a leg go. */
  public void leave(MixLeg leg) {
    assert loop.inLoop();
    Member member = memberOf(leg);
    if (member != null) {
      members.remove(member);
      buses.leave(member);
      buses.sweep();
      activeSpeaker.left(member);
      if (members.isEmpty()) {
        loop.removeTick(this);
      }
    }
  }

  /** A leg is to be sent another format, or nothing any more, or something again. */
  public void changed(MixLeg leg) {
    assert loop.inLoop();
    Member member = memberOf(leg);
    if (member != null) {
      buses.listen(member);
    }
  }

  private Member memberOf(MixLeg leg) {
    for (Member member : members) {
      if (member.leg() == leg) {
        return member;
      }
    }
    return null;
  }

  /** The way of 20 ms through the meeting. */
  @Override
  public void tick(long nowNanos) {
    for (int i = 0; i < members.size(); i++) {
      members.get(i).receive(nowNanos);
    }
    talkers.choose(members);
    for (int i = 0; i < talkers.count(); i++) {
      talkers.get(i).level();
    }
    announcer.tick();
    for (int i = 0; i < buses.size(); i++) {
      buses.get(i).mix(talkers, announcer);
    }
    send();
    record();
    activeSpeaker.tick(talkers);
    for (int i = members.size() - 1; i >= 0; i--) {
      members.get(i).leg().endTick(nowNanos);
    }
  }

  private void send() {
    for (int i = 0; i < members.size(); i++) {
      members.get(i).chooseStream();
    }
    for (int i = 0; i < buses.size(); i++) {
      Bus bus = buses.get(i);
      for (int j = 0; j < bus.streams().size(); j++) {
        SharedStream stream = bus.streams().get(j);
        stream.tick(bus);
        for (int k = 0; k < stream.members().size(); k++) {
          Member member = stream.members().get(k);
          if (member.hearsOwn()) {
            bus.sendOwn(member, talkers.count());
          }
        }
      }
    }
  }

  private void record() {
    if (recording != null) {
      recording.frame(recordingBus.silent() ? null : recordingBus.out());
    }
  }

  @Override
  public void announce(List<Prompt> list) {
    List<Sound> sounds = prompts.sounds(list);
    execute(() -> announcer.announce(sounds));
  }

  @Override
  public Recording record(Path file) throws IOException {
    if (recorder.get() != null) {
      throw new IllegalStateException("meeting " + meetingId + " is being recorded");
    }
    MixRecorder[] self = new MixRecorder[1];
    MixRecorder made = new MixRecorder(file, () -> stop(self[0]));
    self[0] = made;
    if (!recorder.compareAndSet(null, made)) {
      made.stop();
      throw new IllegalStateException("meeting " + meetingId + " is being recorded");
    }
    execute(() -> start(made));
    return made;
  }

  private void start(MixRecorder made) {
    if (closed) {
      stopRecording(made);
      return;
    }
    recordingBus = buses.keep(MixRecorder.RATE);
    recording = made;
  }

  /** Any thread. */
  private void stop(MixRecorder made) {
    if (!execute(() -> stopRecording(made))) {
      made.finish();
    }
  }

  private void stopRecording(MixRecorder made) {
    made.finish();
    if (recording == made) {
      recording = null;
      recordingBus = buses.keep(0);
    }
    recorder.compareAndSet(made, null);
  }

  @Override
  public void onActiveSpeaker(Consumer<String> listener) {
    activeSpeaker.listener(listener);
  }

  @Override
  public void close() {
    execute(this::closeInLoop);
  }

  private void closeInLoop() {
    if (closed) {
      return;
    }
    closed = true;
    MixRecorder running = recorder.get();
    if (running != null) {
      stopRecording(running);
    }
    for (Member member : List.copyOf(members)) {
      leave(member.leg());
      member.leg().released();
    }
    loop.load().decrementAndGet();
    onClosed.accept(this);
  }

  /** False when the loop is gone, and with it everything the task would have dealt with. */
  private boolean execute(Runnable task) {
    try {
      loop.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      LOG.debug("meeting {}: {}", meetingId, e.getMessage());
      return false;
    }
  }
}
