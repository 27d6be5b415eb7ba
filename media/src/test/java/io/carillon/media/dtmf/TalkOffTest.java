package io.carillon.media.dtmf;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.prompt.Prompt;
import io.carillon.media.codec.AudioDecoder;
import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.Codecs;
import io.carillon.media.prompt.PromptLibrary;
import io.carillon.media.prompt.Sound;
import io.carillon.media.session.PayloadFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Speech and music are no keys: all our prompts, as voices from deep to high, loud and soft. */
class TalkOffTest {
  private static final Path PROMPTS = Path.of("..", "conf", "prompts");

  /** An hour of speech. */
  private static final int SHORTEST = 180_000;

  private static List<Sound> prompts() throws IOException {
    try (Stream<Path> files = Files.list(PROMPTS)) {
      List<Prompt> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".wav") && !name.startsWith("tone-"))
              .map(name -> new Prompt(name.replace(".wav", "")))
              .sorted(Comparator.comparing(Prompt::name))
              .toList();
      return PromptLibrary.read(PROMPTS).sounds(names);
    }
  }

  /** Read at another speed, which moves the pitch of the voice with it. */
  private static short[] at(short[] recorded, double speed, double gain) {
    double step = Sound.RECORDED_RATE / 8000.0 * speed;
    short[] pcm = new short[(int) (recorded.length / step) - 1];
    for (int i = 0; i < pcm.length; i++) {
      int from = (int) (i * step);
      int to = (int) ((i + 1) * step);
      double sum = 0;
      for (int j = from; j < to; j++) {
        sum += recorded[j];
      }
      pcm[i] = (short) Math.clamp(sum / (to - from) * gain, -32768, 32767);
    }
    return pcm;
  }

  private static short[] throughG711(short[] pcm) {
    Codecs codecs = new Codecs();
    PayloadFormat format = new PayloadFormat("PCMU", 8000, 1, "");
    short[] heard = pcm.clone();
    byte[] payload = new byte[160];
    try (AudioEncoder encoder = codecs.encoder(format, 20);
        AudioDecoder decoder = codecs.decoder(format)) {
      for (int at = 0; at + 160 <= pcm.length; at += 160) {
        encoder.encode(pcm, at, 160, payload, 0);
        decoder.decode(payload, 0, 160, heard, at);
      }
    }
    return heard;
  }

  @Test
  void speechIsNoKeyAndHardlyEverSilencedForAMoment() throws IOException {
    long packets = 0;
    long muted = 0;
    StringBuilder keys = new StringBuilder();
    for (Sound sound : prompts()) {
      for (double speed = 0.6; speed < 1.7; speed += 0.05) {
        for (double gain : new double[] {0.3, 1, 2.5}) {
          short[] pcm = throughG711(at(sound.pcm(Sound.RECORDED_RATE), speed, gain));
          ToneDetector detector = new ToneDetector();
          for (int i = 0; i + 160 <= pcm.length; i += 160) {
            char key = detector.heard(pcm, i, 160);
            packets++;
            muted += detector.sounding() ? 1 : 0;
            if (key != ToneDetector.NONE) {
              keys.append(sound.name()).append(':').append(key).append(' ');
            }
          }
        }
      }
    }
    assertThat(packets).isGreaterThan(SHORTEST);
    assertThat(keys.toString()).isEmpty();
    assertThat(muted * 5000).isLessThan(packets);
  }
}
