package io.carillon.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.carillon.media.session.PayloadFormat;

/** Hostile payloads against both Opus decoders, a stream of them on one state. */
class OpusFuzzTest {
  private static final PayloadFormat OPUS = new PayloadFormat("opus", 48_000, 2, "");

  @FuzzTest
  void libopus(FuzzedDataProvider data) {
    feed(new Codecs(), data);
  }

  @FuzzTest
  void concentus(FuzzedDataProvider data) {
    feed(Codecs.withoutNative(OpusSettings.DEFAULT), data);
  }

  private static void feed(Codecs codecs, FuzzedDataProvider data) {
    short[] pcm = new short[5760];
    try (AudioDecoder decoder = codecs.decoder(OPUS)) {
      while (data.remainingBytes() > 0) {
        int mode = data.consumeInt(0, 2);
        byte[] payload = data.consumeBytes(data.consumeInt(0, 1500));
        int expected = decoder.samplesIn(payload, 0, payload.length);
        if (mode == 0) {
          int samples = decoder.recover(payload, 0, payload.length, pcm, 0, 960);
          assertThat(samples).isBetween(-1, 960);
        } else {
          int samples = decoder.decode(payload, 0, payload.length, pcm, 0);
          assertThat(samples == -1 || samples == expected).isTrue();
        }
        assertThat(decoder.conceal(pcm, 0, 481)).isEqualTo(481);
      }
    }
  }
}
