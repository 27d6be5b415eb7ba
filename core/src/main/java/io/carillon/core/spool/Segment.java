package io.carillon.core.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * One append-only file of a spool. Its name is the sequence number of its first record; each record
 * is its length (4 bytes), its CRC-32 (4 bytes) and its content. What does not check is a write
 * that a crash tore: nothing after it counts.
 *
 * <p>Owned by its spool, under the spool's lock.
 */
final class Segment {
  static final int HEADER = 8;
  static final String ENDING = ".spool";

  private final Path file;
  private final long first;
  private long records;
  private long bytes;

  private Segment(Path file, long first) {
    this.file = file;
    this.first = first;
  }

  /** One that begins with that record; the file comes with its first append. */
  static Segment create(Path folder, long first) {
    return new Segment(folder.resolve(String.format(Locale.ROOT, "%019d%s", first, ENDING)), first);
  }

  /** One that a run before left; reads it through. */
  static Segment open(Path file, int maxRecord) throws IOException {
    String name = file.getFileName().toString();
    Segment segment =
        new Segment(file, Long.parseLong(name.substring(0, name.length() - ENDING.length())));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] record = readOne(channel, 0, maxRecord);
      while (record != null) {
        segment.records++;
        segment.bytes += HEADER + record.length;
        record = readOne(channel, segment.bytes, maxRecord);
      }
    }
    return segment;
  }

  /** The record as it stands in the file. */
  static ByteBuffer frame(byte[] record) {
    CRC32 crc = new CRC32();
    crc.update(record);
    return ByteBuffer.allocate(HEADER + record.length)
        .putInt(record.length)
        .putInt((int) crc.getValue())
        .put(record)
        .flip();
  }

  void append(FileChannel channel, byte[] record) throws IOException {
    ByteBuffer frame = frame(record);
    try {
      // Positioned: what a failed write left is written over by the next one.
      long at = bytes;
      while (frame.hasRemaining()) {
        at += channel.write(frame, at);
      }
    } catch (IOException e) {
      channel.truncate(bytes);
      throw e;
    }
    records++;
    bytes += HEADER + record.length;
  }

  /**
   * Adds records from an offset on to a list.
   *
   * @return false when nothing more is to be read now, true at the end of this segment
   * @throws EOFException when the first record does not check; a later one ends the reading
   */
  boolean read(long offset, long sequence, List<SpoolRecord> into, Spool.Limit limit)
      throws IOException {
    if (offset >= bytes) {
      return true;
    }
    long at = offset;
    long number = sequence;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (at < bytes) {
        byte[] record = readOne(channel, at, Integer.MAX_VALUE - HEADER);
        if (record == null && !into.isEmpty()) {
          return false;
        }
        if (record == null) {
          throw new EOFException(file + " does not check at " + at);
        }
        if (!limit.take(record.length)) {
          return false;
        }
        at += HEADER + record.length;
        into.add(new SpoolRecord(number, record, first, at));
        number++;
      }
    }
    return true;
  }

  private static byte[] readOne(FileChannel channel, long at, int maxRecord) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    if (!fill(channel, header, at)) {
      return null;
    }
    int length = header.flip().getInt();
    if (length < 0 || length > maxRecord || length > channel.size() - at - HEADER) {
      return null;
    }
    ByteBuffer content = ByteBuffer.allocate(length);
    if (!fill(channel, content, at + HEADER)) {
      return null;
    }
    CRC32 crc = new CRC32();
    crc.update(content.array());
    return (int) crc.getValue() == header.getInt() ? content.array() : null;
  }

  private static boolean fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
    long from = at;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, from);
      if (read < 0) {
        return false;
      }
      from += read;
    }
    return true;
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  Path file() {
    return file;
  }

  /** Sequence number of the first record. */
  long first() {
    return first;
  }

  /** Sequence number after the last record. */
  long end() {
    return first + records;
  }

  long bytes() {
    return bytes;
  }
}
