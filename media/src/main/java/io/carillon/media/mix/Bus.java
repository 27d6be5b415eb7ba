package io.carillon.media.mix;

import io.carillon.media.dsp.Limiter;
import io.carillon.media.loop.Tick;
import io.carillon.media.pack.AudioPacketizer;
import io.carillon.media.prompt.PromptPlayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mix at one sample rate. Voices are converted to the rate of each listener and added there, so
 * that a talker's own voice can be taken out again exactly and a change of stream is seamless.
 * Owned by the mix's event loop.
 */
final class Bus {
  /** Rates there can be: 8, 16 and 48 kHz. */
  static final int MOST = 3;

  /** How far the meeting is lowered under a prompt: to a quarter, 12 dB. */
  private static final int LOWERED_SHIFT = 2;

  private final int rate;
  private final int index;
  private final int frame;
  private final int[] sum;
  private final int[] ownSum;
  private final short[] out;
  private final short[] ownOut;
  private final Limiter limiter;
  private final List<SharedStream> streams = new ArrayList<>();
  private boolean silent = true;
  private boolean announcing;

  Bus(int rate, int index) {
    this.rate = rate;
    this.index = index;
    this.frame = rate / Tick.PER_SECOND;
    this.sum = new int[frame];
    this.ownSum = new int[frame];
    this.out = new short[frame];
    this.ownOut = new short[frame];
    this.limiter = new Limiter(rate);
  }

  /** Hz. */
  int rate() {
    return rate;
  }

  /** Place among the rates. */
  int index() {
    return index;
  }

  List<SharedStream> streams() {
    return streams;
  }

  boolean silent() {
    return silent;
  }

  /** 20 ms of everybody; holds while not {@link #silent()}. */
  short[] out() {
    return out;
  }

  /** Adds up who talks and what is announced. */
  void mix(Talkers talkers, Announcer announcer) {
    announcing = announcer.playing();
    silent = talkers.count() == 0 && !announcing;
    if (silent) {
      return;
    }
    Arrays.fill(sum, 0);
    for (int i = 0; i < talkers.count(); i++) {
      add(sum, talkers.get(i).at(this), 0);
    }
    if (announcing) {
      add(sum, announcer.pcm(rate), announcer.offset(rate));
    }
    limiter.process(sum, 0, frame, out, 0);
  }

  /** Makes and sends what one member alone hears: the others, and what it is being played. */
  void sendOwn(Member member, int talkers) {
    MixLeg leg = member.leg();
    AudioPacketizer packetizer = leg.packetizer();
    PromptPlayer prompts = leg.prompts();
    boolean alone = member.talking() && talkers == 1 && !announcing;
    int count;
    if ((silent || alone) && !prompts.playing()) {
      count = packetizer.pushSilence();
    } else {
      others(member, silent || alone);
      if (prompts.playing()) {
        lowerUnder(prompts);
      }
      member.limiter(rate).process(ownSum, 0, frame, ownOut, 0);
      count = packetizer.push(ownOut, 0);
    }
    for (int i = 0; i < count; i++) {
      leg.send(packetizer.payload(i), packetizer.length(i), packetizer.ticks());
    }
  }

  private void others(Member member, boolean nobody) {
    if (nobody) {
      Arrays.fill(ownSum, 0);
      return;
    }
    System.arraycopy(sum, 0, ownSum, 0, frame);
    if (member.talking()) {
      short[] self = member.at(this);
      for (int i = 0; i < frame; i++) {
        ownSum[i] -= self[i];
      }
    }
  }

  private void lowerUnder(PromptPlayer prompts) {
    for (int i = 0; i < frame; i++) {
      ownSum[i] >>= LOWERED_SHIFT;
    }
    prompts.next(rate);
    add(ownSum, prompts.pcm(), prompts.offset());
  }

  private void add(int[] to, short[] pcm, int offset) {
    for (int i = 0; i < frame; i++) {
      to[i] += pcm[offset + i];
    }
  }
}
