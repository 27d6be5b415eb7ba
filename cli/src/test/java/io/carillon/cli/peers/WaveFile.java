package io.carillon.cli.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Sound of 16 bits, one channel.
 *
 * @param sampleRate Hz
 * @param samples full scale is 32767
 */
public record WaveFile(int sampleRate, short[] samples) {
  private static final int HEADER = 44;

  /** A sine; its level is relative to that of full scale (0 dB). */
  public static WaveFile tone(int sampleRate, int hertz, double decibels, Duration length) {
    short[] samples = new short[Math.toIntExact(sampleRate * length.toMillis() / 1000)];
    double amplitude = 32767 * Math.pow(10, decibels / 20);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / sampleRate));
    }
    return new WaveFile(sampleRate, samples);
  }

  /**
   * Reads the first channel. A program that was ended leaves lengths of 0 in the header, so the
   * data runs to the end of the file whatever the header says.
   */
  public static WaveFile read(Path file) {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (bytes.limit() < 12 || !chunk(bytes, 0).equals("RIFF") || !chunk(bytes, 8).equals("WAVE")) {
      throw new AssertionError(file + " is no WAV file");
    }
    int format = 12;
    while (!chunk(bytes, format).equals("fmt ")) {
      format += 8 + bytes.getInt(format + 4);
    }
    int data = format + 8 + bytes.getInt(format + 4);
    while (!chunk(bytes, data).equals("data")) {
      data += 8 + bytes.getInt(data + 4);
    }
    int channels = bytes.getShort(format + 10);
    if (bytes.getShort(format + 22) != 16) {
      throw new AssertionError(file + " has not 16 bits a sample");
    }
    int length = bytes.getInt(data + 4);
    int rest = bytes.limit() - data - 8;
    int size = length <= 0 || length > rest ? rest : length;
    short[] samples = new short[size / (2 * channels)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = bytes.getShort(data + 8 + i * 2 * channels);
    }
    return new WaveFile(bytes.getInt(format + 12), samples);
  }

  public void write(Path file) {
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER + samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(ascii("RIFF")).putInt(HEADER - 8 + samples.length * 2).put(ascii("WAVEfmt "));
    bytes.putInt(16).putShort((short) 1).putShort((short) 1);
    bytes.putInt(sampleRate).putInt(sampleRate * 2).putShort((short) 2).putShort((short) 16);
    bytes.put(ascii("data")).putInt(samples.length * 2);
    for (short sample : samples) {
      bytes.putShort(sample);
    }
    try {
      Files.write(file, bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Duration length() {
    return Duration.ofMillis(samples.length * 1000L / sampleRate);
  }

  /** The part that begins at a time; shorter when the sound ends before. */
  public WaveFile part(Duration from, Duration length) {
    int first = Math.min(samples.length, at(from));
    return new WaveFile(
        sampleRate,
        Arrays.copyOfRange(samples, first, Math.min(samples.length, first + at(length))));
  }

  /** The last part of that length. */
  public WaveFile last(Duration length) {
    int count = Math.min(samples.length, at(length));
    return new WaveFile(
        sampleRate, Arrays.copyOfRange(samples, samples.length - count, samples.length));
  }

  private int at(Duration time) {
    return Math.toIntExact(sampleRate * time.toMillis() / 1000);
  }

  private static String chunk(ByteBuffer bytes, int at) {
    if (at + 8 > bytes.limit()) {
      throw new AssertionError("WAV file ends early");
    }
    return new String(bytes.array(), at, 4, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
