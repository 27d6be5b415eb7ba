package io.carillon.media.mix;

import io.carillon.media.dsp.AutomaticGain;
import io.carillon.media.dsp.Limiter;
import io.carillon.media.dsp.Resampler;
import io.carillon.media.loop.Tick;
import java.util.Arrays;

/**
 * A leg in a mix: what it says this tick, at every rate somebody listens at, and which stream it
 * hears. Owned by the mix's event loop.
 */
final class Member {
  /** 5 ms: a voice cut into does not click. */
  private static final int RAMP_PER_SECOND = 200;

  private final MixLeg leg;
  private final VoiceGate gate = new VoiceGate();
  private final short[][] atRate = new short[Bus.MOST][];
  private final Resampler[] resamplers = new Resampler[Bus.MOST];
  private final boolean[] converted = new boolean[Bus.MOST];
  private AudioFrame frame;
  private AutomaticGain gain;
  private int gainRate;
  private Limiter limiter;
  private boolean muted;
  private boolean silenced;
  private boolean chosen;
  private boolean talking;
  private int talkedTicks;

  /** Null while nothing is sent to the leg. */
  private SharedStream stream;

  /** Not yet in step with its shared stream: packets of the same time begin at the same tick. */
  private boolean waiting;

  /** Hears a stream of its own. */
  private boolean own;

  Member(MixLeg leg) {
    this.leg = leg;
  }

  MixLeg leg() {
    return leg;
  }

  VoiceGate gate() {
    return gate;
  }

  /** Takes what the leg says this tick. */
  void receive(long dueNanos) {
    frame = leg.receive(dueNanos);
    gate.frame(frame);
    for (int i = 0; i < converted.length; i++) {
      converted[i] = false;
    }
    silenced = muted;
    muted = leg.muted();
    if (muted && !silenced && talking && frame.present()) {
      fadeOut();
    }
  }

  /** Muted within a word: the voice ends in this tick, but not with a click. */
  private void fadeOut() {
    short[] pcm = frame.pcm();
    int ramp = frame.rate() / RAMP_PER_SECOND;
    for (int i = 0; i < ramp; i++) {
      pcm[i] = (short) (pcm[i] * (ramp - i) / ramp);
    }
    Arrays.fill(pcm, ramp, frame.samples(), (short) 0);
  }

  boolean wantsToTalk() {
    boolean fading = talking && !silenced;
    return gate.open() && frame.present() && (!muted || fading);
  }

  /** Part of the mix in this tick. */
  boolean talking() {
    return talking;
  }

  /** Ticks it has been part of the mix without a break. */
  int talkedTicks() {
    return talkedTicks;
  }

  /** Is to be part of the mix in this tick. */
  void choose() {
    chosen = true;
  }

  /** Everyone has been chosen: becomes part of the mix, stays in it or leaves it. */
  void settle() {
    if (chosen && !talking) {
      begin();
    }
    talking = chosen;
    talkedTicks = chosen ? talkedTicks + 1 : 0;
    chosen = false;
  }

  private void begin() {
    for (Resampler resampler : resamplers) {
      if (resampler != null) {
        resampler.reset();
      }
    }
    short[] pcm = frame.pcm();
    int ramp = frame.rate() / RAMP_PER_SECOND;
    for (int i = 0; i < ramp; i++) {
      pcm[i] = (short) (pcm[i] * i / ramp);
    }
  }

  /** Brings the voice to the level of the others; once per tick in the mix. */
  void level() {
    if (gain == null || gainRate != frame.rate()) {
      gainRate = frame.rate();
      gain = new AutomaticGain(gainRate);
    }
    gain.process(frame.pcm(), 0, frame.samples());
  }

  /** What it says at the rate of a bus. */
  short[] at(Bus bus) {
    if (frame.rate() == bus.rate()) {
      return frame.pcm();
    }
    int index = bus.index();
    if (!converted[index]) {
      converted[index] = true;
      convert(index, bus.rate());
    }
    return atRate[index];
  }

  private void convert(int index, int rate) {
    Resampler resampler = resamplers[index];
    if (resampler == null || resampler.toHz() != rate || resampler.fromHz() != frame.rate()) {
      resampler = new Resampler(frame.rate(), rate);
      resamplers[index] = resampler;
      atRate[index] = new short[rate / Tick.PER_SECOND + 1];
    }
    resampler.process(frame.pcm(), 0, frame.samples(), atRate[index], 0);
  }

  /** Keeps its own mix from clipping; made when it is first needed. */
  Limiter limiter(int rate) {
    if (limiter == null || limiter.sampleRate() != rate) {
      limiter = new Limiter(rate);
    }
    return limiter;
  }

  SharedStream stream() {
    return stream;
  }

  void listenTo(SharedStream shared) {
    stream = shared;
    waiting = true;
    own = false;
  }

  boolean hearsShared() {
    return stream != null && !own && !waiting;
  }

  boolean hearsOwn() {
    return own;
  }

  /**
   * Changes between the shared stream and one of its own, which is possible only where a packet of
   * the shared one begins.
   */
  void chooseStream() {
    if (stream == null || !stream.atBoundary()) {
      return;
    }
    waiting = false;
    boolean wanted = talking || leg.prompts().playing();
    if (wanted != own) {
      own = wanted;
      leg.packetizer().drop();
    }
  }
}
