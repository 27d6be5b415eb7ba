package io.carillon.media.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;

/**
 * Opus in Java, where libopus is missing: slower, and it allocates while it works. Owned by one
 * thread.
 */
final class ConcentusEncoder implements AudioEncoder {
  private static final OpusBandwidth[] BANDWIDTHS = {
    OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND,
    OpusBandwidth.OPUS_BANDWIDTH_MEDIUMBAND,
    OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND,
    OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND,
    OpusBandwidth.OPUS_BANDWIDTH_FULLBAND
  };

  private final OpusSettings settings;
  private final OpusEncoder encoder;

  ConcentusEncoder(OpusSettings settings) {
    this.settings = settings;
    try {
      encoder = new OpusEncoder(settings.sampleRate(), 1, OpusApplication.OPUS_APPLICATION_VOIP);
    } catch (OpusException e) {
      throw new IllegalStateException(e);
    }
    encoder.setBitrate(settings.bitrate());
    encoder.setComplexity(settings.complexity());
    encoder.setUseInbandFEC(settings.fec());
    encoder.setPacketLossPercent(settings.fec() ? settings.lossPercent() : 0);
    encoder.setUseDTX(settings.dtx());
    encoder.setUseVBR(settings.vbr());
    encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
    encoder.setMaxBandwidth(BANDWIDTHS[LibOpusEncoder.bandwidth(settings)]);
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
    try {
      int length = encoder.encode(pcm, offset, samples, out, outOffset, MAX_PAYLOAD_BYTES);
      return length <= 2 && settings.dtx() ? 0 : length;
    } catch (OpusException e) {
      throw new IllegalArgumentException("opus has no frame of " + samples + " samples", e);
    }
  }

  @Override
  public void close() {
    // Holds no native memory.
  }
}
