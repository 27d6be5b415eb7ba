package io.carillon.media.engine;

import io.carillon.media.codec.AudioDecoder;
import io.carillon.media.codec.CodecRegistry;
import io.carillon.media.dtmf.ToneDetector;
import io.carillon.media.relay.RelayWay;
import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.PayloadFormat;
import java.util.Arrays;
import java.util.Map;

/**
 * Hears keys in the G.711 of a far end that has agreed on no telephone-events, and silences their
 * tones: the key goes on by other means, and whoever hears tones too would count it twice. What
 * sounds before a tone is known, up to 25 ms, passes. Where the other leg of a call gets keys as
 * tones itself, they pass as they are.
 *
 * <p>Owned by the leg's event loop; allocates nothing per packet.
 */
final class InBandKeys {
  /** Packets lost in a row over which a tone goes on: 60 ms. */
  private static final int MOST_LOST = 480;

  private static final int MOST_SAMPLES = 8 * AudioDecoder.MAX_PACKET_MILLIS;
  private static final byte SILENCE_PCMU = (byte) 0xFF;
  private static final byte SILENCE_PCMA = (byte) 0xD5;

  private final CodecRegistry codecs;
  private final ToneDetector tones = new ToneDetector();
  private final short[] pcm = new short[MOST_SAMPLES];
  private AudioDecoder pcmu;
  private AudioDecoder pcma;

  /** Payload types of each law; -1 = none. */
  private int pcmuType = -1;

  private int pcmaType = -1;
  private RelayWay onward;
  private boolean started;
  private int nextTimestamp;

  InBandKeys(CodecRegistry codecs) {
    this.codecs = codecs;
  }

  /** Whether a codec carries tones well enough. */
  static boolean carries(PayloadFormat format) {
    return format.is("PCMU") || format.is("PCMA");
  }

  /** Takes over what a plan says. */
  void plan(AudioPlan plan) {
    pcmuType = -1;
    pcmaType = -1;
    started = false;
    for (Map.Entry<Integer, PayloadFormat> entry : plan.receive().entrySet()) {
      if (entry.getValue().is("telephone-event")) {
        pcmuType = -1;
        pcmaType = -1;
        return;
      }
      if (entry.getValue().is("PCMU")) {
        pcmuType = entry.getKey();
        pcmu = pcmu != null ? pcmu : codecs.decoder(entry.getValue());
      } else if (entry.getValue().is("PCMA")) {
        pcmaType = entry.getKey();
        pcma = pcma != null ? pcma : codecs.decoder(entry.getValue());
      }
    }
  }

  /** Where sound goes in a call of two; null = nowhere. */
  void onward(RelayWay way) {
    onward = way;
    started = false;
  }

  /** Whether packets of a type are to be heard. */
  boolean hears(int type) {
    return (type == pcmuType || type == pcmaType) && (onward == null || onward.convertsTones());
  }

  /**
   * Hears a packet, and overwrites it with silence where a tone sounds.
   *
   * @return the key that has begun, else {@link ToneDetector#NONE}
   */
  char packet(int type, int timestamp, byte[] buf, int off, int len) {
    AudioDecoder decoder = type == pcmuType ? pcmu : pcma;
    int samples = len <= MOST_SAMPLES ? decoder.decode(buf, off, len, pcm, 0) : 0;
    int step = timestamp - nextTimestamp;
    if (samples <= 0 || (started && step < 0 && step > -MOST_LOST)) {
      return ToneDetector.NONE; // late
    }
    if (!started || step < 0 || step > MOST_LOST) {
      tones.reset();
      started = true;
    }
    nextTimestamp = timestamp + samples;
    char begun = tones.heard(pcm, 0, samples);
    if (tones.sounding()) {
      Arrays.fill(buf, off, off + len, type == pcmuType ? SILENCE_PCMU : SILENCE_PCMA);
    }
    return begun;
  }

  /** The key that is being pressed; {@link ToneDetector#NONE} when there is none. */
  char held() {
    return tones.held();
  }
}
