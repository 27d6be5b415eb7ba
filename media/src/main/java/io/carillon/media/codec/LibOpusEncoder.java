package io.carillon.media.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Opus by libopus: VOIP mode, mono. State and buffers are off-heap and freed by {@link #close}.
 * Owned by one thread at a time.
 */
final class LibOpusEncoder implements AudioEncoder {
  private final OpusSettings settings;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment state;
  private final MemorySegment pcmIn;
  private final MemorySegment packet;

  LibOpusEncoder(OpusSettings settings) {
    this.settings = settings;
    try {
      state = arena.allocate((int) LibOpus.ENCODER_SIZE.invokeExact(1), 16);
      pcmIn = arena.allocate(settings.sampleRate() * 60L / 1000 * 2, 16);
      packet = arena.allocate(MAX_PAYLOAD_BYTES, 16);
      int result =
          (int)
              LibOpus.ENCODER_INIT.invokeExact(
                  state, settings.sampleRate(), 1, LibOpus.APPLICATION_VOIP);
      if (result != 0) {
        throw new IllegalStateException("opus_encoder_init returned " + result);
      }
    } catch (Throwable e) {
      arena.close();
      throw e instanceof RuntimeException known ? known : LibOpus.broken(e);
    }
    control(LibOpus.SET_BITRATE, settings.bitrate());
    control(LibOpus.SET_COMPLEXITY, settings.complexity());
    control(LibOpus.SET_INBAND_FEC, settings.fec() ? 1 : 0);
    control(LibOpus.SET_PACKET_LOSS_PERC, settings.fec() ? settings.lossPercent() : 0);
    control(LibOpus.SET_DTX, settings.dtx() ? 1 : 0);
    control(LibOpus.SET_VBR, settings.vbr() ? 1 : 0);
    control(LibOpus.SET_SIGNAL, LibOpus.SIGNAL_VOICE);
    control(LibOpus.SET_MAX_BANDWIDTH, LibOpus.BANDWIDTH_NARROW + bandwidth(settings));
  }

  /** 0 narrow (4 kHz) to 4 full (20 kHz). */
  static int bandwidth(OpusSettings settings) {
    int rate = settings.maxPlaybackRate();
    return rate <= 8_000 ? 0 : rate <= 12_000 ? 1 : rate <= 16_000 ? 2 : rate <= 24_000 ? 3 : 4;
  }

  private void control(int request, int value) {
    int result;
    try {
      result = (int) LibOpus.ENCODER_CTL.invokeExact(state, request, value);
    } catch (Throwable e) {
      throw LibOpus.broken(e);
    }
    if (result != 0) {
      throw new IllegalStateException("opus_encoder_ctl " + request + " returned " + result);
    }
  }

  @Override
  public int sampleRate() {
    return settings.sampleRate();
  }

  @Override
  public int rtpTicks(int samples) {
    return samples * (48_000 / settings.sampleRate());
  }

  @Override
  public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
    if (samples * 2L > pcmIn.byteSize()) {
      throw new IllegalArgumentException("opus has no frame of " + samples + " samples");
    }
    MemorySegment.copy(pcm, offset, pcmIn, LibOpus.PCM, 0, samples);
    int length;
    try {
      length = (int) LibOpus.ENCODE.invokeExact(state, pcmIn, samples, packet, MAX_PAYLOAD_BYTES);
    } catch (Throwable e) {
      throw LibOpus.broken(e);
    }
    if (length < 0) {
      throw new IllegalArgumentException("opus has no frame of " + samples + " samples");
    }
    if (length <= 2 && settings.dtx()) {
      return 0;
    }
    MemorySegment.copy(packet, JAVA_BYTE, 0, out, outOffset, length);
    return length;
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
