package io.carillon.media.mix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a WAV file (mono, 16 bit) whose header is true after every second, so that a server that
 * is killed leaves a file that can be played. Owned by one thread.
 */
final class WavWriter implements AutoCloseable {
  private static final int HEADER_BYTES = 44;
  private static final int BUFFER_SAMPLES = 4096;

  /** The sizes in the header are 32 bits. */
  private static final long MOST_BYTES = 0xFFFF_FFFFL - HEADER_BYTES;

  private final FileChannel file;
  private final int rate;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(2 * BUFFER_SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
  private final short[] zeros = new short[BUFFER_SAMPLES];
  private long bytes;
  private long bytesInHeader;

  WavWriter(Path path, int rate) throws IOException {
    this(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rate);
  }

  /**
   * @param file empty; closed with the writer
   */
  WavWriter(FileChannel file, int rate) throws IOException {
    this.file = file;
    this.rate = rate;
    header();
    file.position(HEADER_BYTES);
  }

  void write(short[] pcm, int samples) throws IOException {
    for (int at = 0; at < samples; at += BUFFER_SAMPLES) {
      piece(pcm, at, Math.min(BUFFER_SAMPLES, samples - at));
    }
    if (bytes - bytesInHeader >= 2L * rate) {
      header();
    }
  }

  void silence(long samples) throws IOException {
    for (long left = samples; left > 0; left -= BUFFER_SAMPLES) {
      piece(zeros, 0, (int) Math.min(BUFFER_SAMPLES, left));
    }
  }

  private void piece(short[] pcm, int offset, int samples) throws IOException {
    if (bytes + 2L * samples > MOST_BYTES) {
      throw new IOException("the recording has reached the size a WAV file can have");
    }
    buffer.clear();
    for (int i = 0; i < samples; i++) {
      buffer.putShort(pcm[offset + i]);
    }
    buffer.flip();
    while (buffer.hasRemaining()) {
      bytes += file.write(buffer);
    }
  }

  private void header() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {'R', 'I', 'F', 'F'}).putInt((int) (HEADER_BYTES - 8 + bytes));
    header.put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '}).putInt(16);
    header.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
    header.putShort((short) 2).putShort((short) 16);
    header.put(new byte[] {'d', 'a', 't', 'a'}).putInt((int) bytes).flip();
    for (int at = 0; header.hasRemaining(); ) {
      at += file.write(header, at);
    }
    bytesInHeader = bytes;
  }

  /** Length so far in ms. */
  long millis() {
    return bytes * 1000 / (2L * rate);
  }

  @Override
  public void close() throws IOException {
    try (file) {
      header();
      file.force(true);
    }
  }
}
