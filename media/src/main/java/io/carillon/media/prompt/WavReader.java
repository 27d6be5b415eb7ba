package io.carillon.media.prompt;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads WAV files of 16-bit mono PCM. */
final class WavReader {
  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FMT = 0x20746d66;
  private static final int DATA = 0x61746164;
  private static final long MAX_BYTES = 64 << 20;

  private WavReader() {}

  /**
   * Reads the samples of a file.
   *
   * @param rate what its sample rate must be, Hz
   * @throws IOException with the reason when the file is no WAV of that kind
   */
  static short[] read(Path file, int rate) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (in.getInt() != RIFF || in.getInt(8) != WAVE) {
        throw new IOException(file + " is no WAV file");
      }
      in.position(12);
      return chunks(in, file, rate);
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException(file + " is cut short", e);
    }
  }

  private static short[] chunks(ByteBuffer in, Path file, int rate) throws IOException {
    boolean formatSeen = false;
    while (true) {
      int id = in.getInt();
      int size = in.getInt();
      if (id == DATA && formatSeen) {
        // A size beyond the file is what a writer that was killed leaves.
        int samples = (int) Math.min(size & 0xFFFF_FFFFL, in.remaining()) / 2;
        short[] pcm = new short[samples];
        in.asShortBuffer().get(pcm);
        return pcm;
      }
      int next = in.position() + size + (size & 1);
      if (id == FMT) {
        requireFormat(in, file, rate);
        formatSeen = true;
      }
      in.position(next);
    }
  }

  private static void requireFormat(ByteBuffer in, Path file, int rate) throws IOException {
    int coding = in.getShort();
    int channels = in.getShort();
    int hz = in.getInt();
    in.getInt();
    in.getShort();
    int bits = in.getShort();
    if (coding != 1 || channels != 1 || hz != rate || bits != 16) {
      throw new IOException(
          file
              + " has coding "
              + coding
              + ", "
              + channels
              + " channels, "
              + hz
              + " Hz, "
              + bits
              + " bits; needed is 16-bit mono PCM at "
              + rate
              + " Hz");
    }
  }
}
