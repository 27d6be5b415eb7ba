package io.carillon.media.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prompts of the tests: WAV files with one tone each. */
final class ToneFiles {

  private ToneFiles() {}

  /** Writes a prompt of one tone, 48 kHz mono, its peaks at -12 dB of full scale. */
  static void write(Path folder, String name, double hertz, int millis) {
    int samples = 48 * millis;
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes()).putInt(36 + 2 * samples).put("WAVEfmt ".getBytes()).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(48000).putInt(96000);
    wav.putShort((short) 2).putShort((short) 16).put("data".getBytes()).putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      wav.putShort((short) Math.round(8000 * Math.sin(2 * Math.PI * hertz * i / 48000)));
    }
    try {
      Files.write(folder.resolve(name + ".wav"), wav.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
