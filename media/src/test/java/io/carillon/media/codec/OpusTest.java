package io.carillon.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.media.dsp.Level;
import io.carillon.media.dsp.Tones;
import io.carillon.media.session.PayloadFormat;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Opus")
class OpusTest {
  private static final PayloadFormat FEC = opus("useinbandfec=1");

  private static PayloadFormat opus(String parameters) {
    return new PayloadFormat("opus", 48_000, 2, parameters);
  }

  static Stream<Codecs> implementations() {
    return Stream.of(new Codecs(), Codecs.withoutNative(OpusSettings.DEFAULT));
  }

  @Test
  void saysWhichImplementationIsAtWork() {
    assertThat(Codecs.withoutNative(OpusSettings.DEFAULT).opusImplementation())
        .startsWith("Concentus ");
    assertThat(new Codecs().opusImplementation()).matches("(libopus .*native|Concentus ).*");
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void aToneKeepsLevelAndFrequency(Codecs codecs) {
    short[] pcm = Tones.sine(440, 10_000, 48_000, 48_000);
    short[] back = new short[48_000];

    int bytes = transcode(codecs, FEC, pcm, back, 960);

    assertThat(bytes * 8).as("bit/s").isBetween(12_000, 48_000);
    double level = Tones.amplitude(back, 24_000, 19_200, 440, 48_000);
    assertThat(Tones.db(level / 10_000)).isBetween(-1.5, 1.5);
    assertThat(Tones.db(Level.rms(back, 24_000, 19_200) * Math.sqrt(2) / level)).isLessThan(0.5);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void everyPacketLengthIsEncodedAndDecoded(Codecs codecs) {
    for (int millis : new int[] {10, 20, 40, 60}) {
      short[] pcm = Tones.sine(440, 10_000, 48_000, 48_000);
      short[] back = new short[48_000];
      transcode(codecs, FEC, pcm, back, millis * 48);

      double level = Tones.amplitude(back, 19_200, 19_200, 440, 48_000);
      assertThat(Tones.db(level / 10_000)).as("%s ms", millis).isBetween(-2.0, 2.0);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void aLostPacketIsRecoveredFromTheNext(Codecs codecs) {
    double recovered = correlationOfLostPackets(codecs, true);
    double concealed = correlationOfLostPackets(codecs, false);

    assertThat(recovered).isGreaterThan(0.8);
    assertThat(recovered).isGreaterThan(concealed + 0.1);
  }

  /** Speech-like glides, of which every sixth packet is lost; how alike is what was made up? */
  private static double correlationOfLostPackets(Codecs codecs, boolean fec) {
    short[] pcm = glides();
    short[] whole = new short[pcm.length];
    short[] made = new short[pcm.length];
    double product = 0;
    double energy1 = 0;
    double energy2 = 0;
    byte[][] packets = packets(codecs, pcm);
    int withFec = 0;
    try (AudioDecoder all = codecs.decoder(FEC);
        AudioDecoder lossy = codecs.decoder(FEC)) {
      for (int n = 0; n < packets.length - 1; n++) {
        int at = n * 960;
        all.decode(packets[n], 0, packets[n].length, whole, at);
        byte[] next = packets[n + 1];
        if (n % 6 != 5) {
          lossy.decode(packets[n], 0, packets[n].length, made, at);
          continue;
        }
        int got = fec ? lossy.recover(next, 0, next.length, made, at, 960) : -1;
        withFec += got == 960 ? 1 : 0;
        if (got < 0) {
          lossy.conceal(made, at, 960);
        }
        for (int i = at; i < at + 960; i++) {
          product += (double) whole[i] * made[i];
          energy1 += (double) whole[i] * whole[i];
          energy2 += (double) made[i] * made[i];
        }
      }
    }
    if (fec) {
      assertThat(withFec).isGreaterThan(packets.length / 6 / 2);
    }
    return product / Math.sqrt(energy1 * energy2);
  }

  private static short[] glides() {
    short[] pcm = new short[48_000 * 3];
    double phase = 0;
    for (int i = 0; i < pcm.length; i++) {
      phase += 2 * Math.PI * (150 + 100 * Math.sin(2 * Math.PI * 4 * i / 48_000.0)) / 48_000;
      double value = 0;
      for (int k = 1; k < 12; k++) {
        value += Math.sin(k * phase) / k;
      }
      pcm[i] = (short) (6_000 * value);
    }
    return pcm;
  }

  private static byte[][] packets(Codecs codecs, short[] pcm) {
    byte[] out = new byte[AudioEncoder.MAX_PAYLOAD_BYTES];
    byte[][] packets = new byte[pcm.length / 960][];
    try (AudioEncoder encoder = codecs.encoder(FEC, 20)) {
      for (int n = 0; n < packets.length; n++) {
        packets[n] = Arrays.copyOf(out, encoder.encode(pcm, n * 960, 960, out, 0));
        packets[n] = Arrays.copyOf(out, packets[n].length);
      }
    }
    return packets;
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void concealmentFadesAndCanBeOfAnyLength(Codecs codecs) {
    byte[][] packets = packets(codecs, glides());
    short[] pcm = new short[5760];
    try (AudioDecoder decoder = codecs.decoder(FEC)) {
      for (int n = 0; n < 20; n++) {
        decoder.decode(packets[n], 0, packets[n].length, pcm, 0);
      }
      double speech = Level.rms(pcm, 0, 960);

      assertThat(decoder.conceal(pcm, 0, 961)).isEqualTo(961);
      assertThat(decoder.conceal(pcm, 0, 1)).isEqualTo(1);
      assertThat(decoder.conceal(pcm, 0, 359)).isEqualTo(359);
      for (int i = 0; i < 25; i++) {
        assertThat(decoder.conceal(pcm, 0, 960)).isEqualTo(960);
      }
      assertThat(Level.rms(pcm, 0, 960)).isLessThan(speech / 20);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void silenceIsNotSentWhenTheFarEndWantsDtx(Codecs codecs) {
    byte[] out = new byte[AudioEncoder.MAX_PAYLOAD_BYTES];
    int withDtx = 0;
    int without = 0;
    try (AudioEncoder quiet = codecs.encoder(opus("usedtx=1"), 20);
        AudioEncoder always = codecs.encoder(opus(""), 20)) {
      for (int n = 0; n < 200; n++) {
        withDtx += quiet.encode(new short[960], 0, 960, out, 0) > 0 ? 1 : 0;
        without += always.encode(new short[960], 0, 960, out, 0) > 0 ? 1 : 0;
      }
    }
    assertThat(without).isEqualTo(200);
    assertThat(withDtx).isLessThan(60);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void malformedPacketsAreRefusedAndDoNoHarm(Codecs codecs) {
    Random random = new Random(6716);
    byte[][] packets = packets(codecs, glides());
    short[] pcm = new short[5760];
    try (AudioDecoder decoder = codecs.decoder(FEC)) {
      for (int round = 0; round < 1_000; round++) {
        byte[] packet = packets[round % packets.length].clone();
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
          packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
        }
        int length = random.nextInt(packet.length + 1);
        int samples = decoder.decode(packet, 0, length, pcm, 0);
        assertThat(samples == -1 || samples > 0 && samples <= 5760).isTrue();
        decoder.recover(packet, 0, length, pcm, 0, 960);
      }
      assertThat(decoder.decode(new byte[0], 0, 0, pcm, 0)).isEqualTo(-1);
      assertThat(decoder.decode(packets[0], 0, packets[0].length, pcm, 0)).isEqualTo(960);
    }
  }

  @Test
  void closingTwiceAndUseAfterwardsDoNoHarm() {
    Codecs codecs = new Codecs();
    AudioDecoder decoder = codecs.decoder(FEC);
    AudioEncoder encoder = codecs.encoder(FEC, 20);

    decoder.close();
    decoder.close();
    encoder.close();
    encoder.close();

    if (codecs.opusImplementation().startsWith("libopus")) {
      assertThatThrownBy(() -> decoder.conceal(new short[960], 0, 960))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void theFarEndsParametersNarrowOursDown() {
    OpusSettings settings =
        OpusSettings.DEFAULT.forFarEnd(
            "maxplaybackrate=16000; stereo=1;maxaveragebitrate=20000"
                + " ;useinbandfec=1;usedtx=1;cbr=1");

    assertThat(settings)
        .isEqualTo(new OpusSettings(48_000, 20_000, 5, true, 10, true, false, 16_000));
    assertThat(OpusSettings.DEFAULT.forFarEnd("").fec()).isFalse();
    assertThat(OpusSettings.DEFAULT.forFarEnd("maxaveragebitrate=510000").bitrate())
        .isEqualTo(32_000);
    assertThat(OpusSettings.DEFAULT.forFarEnd("maxaveragebitrate=1;;=;x=;maxaveragebitrate=9e9"))
        .extracting(OpusSettings::bitrate)
        .isEqualTo(6_000);
  }

  @Test
  void packetsTellTheirLength() {
    // RFC 6716 table 2: SILK NB 60 ms; hybrid 10 ms; CELT 2.5 ms; two and 48 of them.
    assertThat(samples(3 << 3, 0)).isEqualTo(2880);
    assertThat(samples(12 << 3, 0)).isEqualTo(480);
    assertThat(samples(16 << 3, 0)).isEqualTo(120);
    assertThat(samples(16 << 3 | 1, 0, 0)).isEqualTo(240);
    assertThat(samples(16 << 3 | 1, 0)).as("halves must be equal").isEqualTo(-1);
    assertThat(samples(16 << 3 | 3, 48)).isEqualTo(5760);
    assertThat(samples(19 << 3 | 3, 7)).as("140 ms").isEqualTo(-1);
    assertThat(samples(16 << 3 | 3, 0)).as("no frames").isEqualTo(-1);
    assertThat(samples(16 << 3 | 3)).as("no count").isEqualTo(-1);
    assertThat(samples()).isEqualTo(-1);
  }

  private static int samples(int... bytes) {
    byte[] packet = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      packet[i] = (byte) bytes[i];
    }
    return OpusPacket.samples(packet, 0, packet.length, 48_000);
  }

  private static int transcode(
      Codecs codecs, PayloadFormat format, short[] pcm, short[] back, int samples) {
    byte[] out = new byte[AudioEncoder.MAX_PAYLOAD_BYTES];
    int bytes = 0;
    try (AudioEncoder encoder = codecs.encoder(format, samples / 48);
        AudioDecoder decoder = codecs.decoder(format)) {
      assertThat(encoder.rtpTicks(samples)).isEqualTo(samples);
      for (int at = 0; at + samples <= pcm.length; at += samples) {
        int length = encoder.encode(pcm, at, samples, out, 0);
        assertThat(decoder.samplesIn(out, 0, length)).isEqualTo(samples);
        assertThat(decoder.decode(out, 0, length, back, at)).isEqualTo(samples);
        bytes += length;
      }
    }
    return bytes;
  }
}
