package io.carillon.media.jitter;

import io.carillon.media.codec.AudioDecoder;
import io.carillon.media.codec.CodecRegistry;
import io.carillon.media.dsp.Resampler;
import io.carillon.media.session.PayloadFormat;
import java.util.HashMap;
import java.util.Map;

/**
 * The decoders of one leg by payload type, each made for the first packet of its type: a far end
 * agrees on many and sends one. Owned by the leg's event loop.
 */
final class PayloadDecoders {

  /**
   * A payload type with its decoder and the room it decodes into.
   *
   * @param unitsPerSample 1/48000 s per sample of the decoder
   * @param resampler to the playout's rate; null when it is the same
   * @param resampled room for its output; null when it is the same
   */
  record Entry(
      AudioDecoder decoder,
      int unitsPerSample,
      short[] pcm,
      Resampler resampler,
      short[] resampled) {}

  /** Takes one payload type of the plan. */
  @FunctionalInterface
  interface Visitor {
    void payload(int payloadType, int clockRate, PacketKind kind);
  }

  private final int sampleRate;
  private final short[] zeros;
  private final Entry[] entries = new Entry[128];
  private Map<Integer, PayloadFormat> formats = Map.of();
  private CodecRegistry registry;

  PayloadDecoders(int sampleRate) {
    this.sampleRate = sampleRate;
    zeros = new short[sampleRate / 50];
  }

  /**
   * @return false when a payload type has lost or changed its meaning
   */
  boolean update(Map<Integer, PayloadFormat> receive, CodecRegistry codecs) {
    Map<Integer, PayloadFormat> wanted = new HashMap<>();
    receive.forEach(
        (type, format) -> {
          if (type >= 0 && type < 128 && kind(format, codecs) != null) {
            wanted.put(type, format);
          }
        });
    boolean kept = true;
    for (Map.Entry<Integer, PayloadFormat> old : formats.entrySet()) {
      if (!old.getValue().equals(wanted.get(old.getKey()))) {
        kept = false;
        close(old.getKey());
      }
    }
    formats = Map.copyOf(wanted);
    registry = codecs;
    return kept;
  }

  private static PacketKind kind(PayloadFormat format, CodecRegistry codecs) {
    if (48_000 % Math.max(1, format.clockRate()) != 0) {
      return null;
    }
    if (codecs.supports(format)) {
      return PacketKind.AUDIO;
    }
    if (format.is("CN")) {
      return PacketKind.COMFORT_NOISE;
    }
    return format.is("telephone-event") ? PacketKind.EVENT : null;
  }

  private Entry entry(AudioDecoder decoder) {
    int rate = decoder.sampleRate();
    int samples = rate * AudioDecoder.MAX_PACKET_MILLIS / 1000;
    Resampler resampler = rate == sampleRate ? null : new Resampler(rate, sampleRate);
    short[] resampled = resampler == null ? null : new short[resampler.maxOutput(samples)];
    return new Entry(
        decoder, JitterBuffer.UNITS_PER_SECOND / rate, new short[samples], resampler, resampled);
  }

  void forEach(Visitor visitor) {
    formats.forEach(
        (type, format) -> visitor.payload(type, format.clockRate(), kind(format, registry)));
  }

  /** The decoder of a payload type; null when it is not audio. */
  Entry get(int payloadType) {
    Entry entry = entries[payloadType];
    return entry != null ? entry : make(payloadType);
  }

  private Entry make(int payloadType) {
    PayloadFormat format = formats.get(payloadType);
    if (format == null || !registry.supports(format)) {
      return null;
    }
    entries[payloadType] = entry(registry.decoder(format));
    return entries[payloadType];
  }

  /** 20 ms of silence at the playout's rate. */
  short[] zeros() {
    return zeros;
  }

  private void close(int payloadType) {
    if (entries[payloadType] != null) {
      entries[payloadType].decoder().close();
      entries[payloadType] = null;
    }
  }

  void close() {
    for (int type = 0; type < entries.length; type++) {
      close(type);
    }
    formats = Map.of();
  }
}
