package io.carillon.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.testkit.RequiresPeer;
import io.carillon.media.dsp.Tones;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("G.722")
class G722Test {
  private static final int RATE = 16_000;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} Hz")
  @ValueSource(ints = {300, 1000, 3000, 5000, 6500})
  void aToneOfEitherBandKeepsItsLevel(int hz) {
    short[] pcm = Tones.sine(hz, 10_000, RATE, RATE);

    short[] back = decode(encode(pcm));

    double level = Tones.amplitude(back, RATE / 2, RATE / 4, hz, RATE);
    assertThat(Tones.db(level / 10_000)).isBetween(-0.7, 0.7);
    assertThat(Tones.sinad(back, RATE / 2, RATE / 4, hz, RATE)).isGreaterThan(hz < 4000 ? 30 : 12);
  }

  @Test
  void fullScaleAndNoiseNeitherOverflowNorStick() {
    Random random = new Random(1);
    short[] pcm = new short[RATE];
    for (int i = 0; i < RATE / 2; i++) {
      pcm[i] = random.nextBoolean() ? Short.MAX_VALUE : Short.MIN_VALUE;
    }

    short[] back = decode(encode(pcm));

    for (int i = RATE * 3 / 4; i < RATE; i++) {
      assertThat(Math.abs(back[i])).isLessThan(30);
    }
  }

  @Test
  void twoSamplesAreOneByteAndOneTick() {
    G722Encoder encoder = new G722Encoder();

    assertThat(encoder.encode(new short[320], 0, 320, new byte[160], 0)).isEqualTo(160);
    assertThat(encoder.rtpTicks(320)).isEqualTo(160);
    assertThat(new G722Decoder().samplesIn(new byte[160], 0, 160)).isEqualTo(320);
    assertThat(new G722Decoder().samplesIn(new byte[0], 0, 0)).isEqualTo(-1);
    assertThat(new G722Decoder().samplesIn(new byte[1500], 0, 1500)).isEqualTo(-1);
  }

  @Test
  @RequiresPeer("ffmpeg")
  void ffmpegEncodesToTheSameBytes() throws Exception {
    short[] speechLike = speechLike();

    byte[] theirs = ffmpeg(bytes(speechLike), "-f s16le -ar 16000 -ac 1", "-c:a g722 -f g722");

    byte[] ours = encode(speechLike);
    int same = 0;
    for (int i = 0; i < ours.length; i++) {
      same += ours[i] == theirs[i] ? 1 : 0;
    }
    assertThat(theirs).hasSameSizeAs(ours);
    assertThat(same / (double) ours.length).isGreaterThan(0.999);
  }

  @Test
  @RequiresPeer("ffmpeg")
  void ffmpegDecodesOurBytesToTheSameSamples() throws Exception {
    byte[] payload = encode(speechLike());

    byte[] theirs = ffmpeg(payload, "-f g722", "-f s16le -ar 16000 -ac 1");

    assertThat(snr(decode(payload), shorts(theirs))).isGreaterThan(80);
  }

  @Test
  @RequiresPeer("ffmpeg")
  void weDecodeFfmpegsBytesToItsSamples() throws Exception {
    byte[] payload = ffmpeg(bytes(speechLike()), "-f s16le -ar 16000 -ac 1", "-c:a g722 -f g722");
    byte[] theirs = ffmpeg(payload, "-f g722", "-f s16le -ar 16000 -ac 1");

    assertThat(snr(decode(payload), shorts(theirs))).isGreaterThan(80);
  }

  /** Three seconds of harmonics that come and go, with noise, up to full scale. */
  private static short[] speechLike() {
    Random random = new Random(722);
    short[] pcm = new short[3 * RATE];
    for (int i = 0; i < pcm.length; i++) {
      double t = i / (double) RATE;
      double envelope = Math.pow(Math.sin(Math.PI * 3 * t), 2) * (0.2 + 0.8 * t / 3);
      double value = 0;
      for (int k = 1; k < 40; k++) {
        value += Math.sin(2 * Math.PI * 170 * k * t * (1 + 0.01 * Math.sin(t))) / k;
      }
      value = value * 14_000 * envelope + random.nextGaussian() * 300;
      pcm[i] = (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return pcm;
  }

  private static byte[] encode(short[] pcm) {
    G722Encoder encoder = new G722Encoder();
    byte[] out = new byte[pcm.length / 2];
    for (int at = 0; at < pcm.length; at += 320) {
      encoder.encode(pcm, at, Math.min(320, pcm.length - at), out, at / 2);
    }
    return out;
  }

  private static short[] decode(byte[] payload) {
    G722Decoder decoder = new G722Decoder();
    short[] pcm = new short[payload.length * 2];
    for (int at = 0; at < payload.length; at += 160) {
      decoder.decode(payload, at, Math.min(160, payload.length - at), pcm, 2 * at);
    }
    return pcm;
  }

  private byte[] ffmpeg(byte[] in, String inFormat, String outFormat)
      throws IOException, InterruptedException {
    Path from = Files.write(folder.resolve("in"), in);
    Path to = folder.resolve("out");
    String command = "ffmpeg -v error -y " + inFormat + " -i " + from + " " + outFormat + " " + to;
    Process process =
        new ProcessBuilder(Arrays.asList(command.split(" ")))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readAllBytes(to);
  }

  private static double snr(short[] ours, short[] theirs) {
    double signal = 0;
    double noise = 1e-9;
    for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
      signal += (double) theirs[i] * theirs[i];
      noise += Math.pow(ours[i] - theirs[i], 2);
    }
    return 10 * Math.log10(signal / noise);
  }

  private static byte[] bytes(short[] pcm) {
    ByteBuffer buffer = ByteBuffer.allocate(pcm.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asShortBuffer().put(pcm);
    return buffer.array();
  }

  private static short[] shorts(byte[] bytes) {
    short[] pcm = new short[bytes.length / 2];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
    return pcm;
  }
}
