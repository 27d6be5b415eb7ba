package io.carillon.core.spool;

import io.carillon.core.record.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A queue of records in a folder: append at the end, read from the front, acknowledge what has been
 * delivered. Records keep their order and survive the end of the process by whatever means; {@link
 * #sync} makes them survive a power cut too. When the size is reached, the oldest segment gives way
 * and what was not acknowledged in it is counted as dropped.
 *
 * <p>What was read and not acknowledged is read again, also by the next run: at least once.
 *
 * <p>Thread-safe; every method but the counters may wait for the disk.
 */
public final class Spool implements AutoCloseable {
  /** Least size, so that there are several segments to drop one of. */
  public static final long LEAST_BYTES = 64 << 10;

  private static final int SEGMENTS = 16;
  private static final long MAX_SEGMENT = 8 << 20;
  private static final String POSITION = "position";

  private final Path folder;
  private final long maxBytes;
  private final long segmentBytes;
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private final FileChannel position;
  private FileChannel writing;
  private boolean closed;
  private boolean unsynced;

  // The front: the first record that is not acknowledged.
  private long frontSequence = 1;
  private long frontOffset;
  private long nextSequence = 1;
  private volatile long waiting;
  private volatile long waitingBytes;
  private volatile long dropped;

  /** How much one read may take. */
  static final class Limit {
    private int records;
    private long bytes;
    private boolean any;

    Limit(int records, long bytes) {
      this.records = records;
      this.bytes = bytes;
    }

    /** The first record is taken whatever its size. */
    boolean take(int length) {
      if (records <= 0 || (any && bytes < length)) {
        return false;
      }
      any = true;
      records--;
      bytes -= length;
      return true;
    }
  }

  /**
   * Opens the spool that a folder holds, or makes it.
   *
   * @param maxBytes on the disk, at least {@link #LEAST_BYTES}
   */
  public Spool(Path folder, long maxBytes) throws IOException {
    if (maxBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "a spool has at least " + LEAST_BYTES + " bytes, not " + maxBytes);
    }
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.segmentBytes = Math.min(MAX_SEGMENT, maxBytes / SEGMENTS);
    DurableFiles.createFolders(folder);
    this.position =
        FileChannel.open(
            folder.resolve(POSITION),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      readSegments();
      goToFront(readPosition());
    } catch (IOException e) {
      position.close();
      throw e;
    }
  }

  private void readSegments() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(file -> file.getFileName().toString().matches("\\d{19}\\.spool"))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      Segment segment = Segment.open(file, maxRecord());
      if (segment.bytes() == 0) {
        segment.delete();
      } else {
        segments.add(segment);
      }
    }
  }

  private void goToFront(long acknowledged) throws IOException {
    // A power cut may cost records after the position: their numbers are not used again.
    nextSequence = acknowledged + 1;
    if (!segments.isEmpty()) {
      nextSequence = Math.max(nextSequence, segments.getLast().end());
    }
    while (!segments.isEmpty() && segments.getFirst().end() <= acknowledged + 1) {
      segments.removeFirst().delete();
    }
    if (segments.isEmpty()) {
      frontSequence = nextSequence;
    } else {
      Segment first = segments.getFirst();
      frontSequence = first.first();
      if (acknowledged >= frontSequence) {
        List<SpoolRecord> done = new ArrayList<>();
        first.read(
            0,
            frontSequence,
            done,
            new Limit((int) (acknowledged + 1 - frontSequence), Long.MAX_VALUE));
        frontSequence = acknowledged + 1;
        frontOffset = done.getLast().endOffset();
      }
    }
    count();
  }

  /** The longest record that is taken, bytes. */
  public int maxRecord() {
    return (int) Math.min(maxBytes / 4, 16 << 20);
  }

  /**
   * Appends one record.
   *
   * @throws IOException when it is too long or the disk refused it; the spool can be used further
   */
  public synchronized void append(byte[] record) throws IOException {
    requireOpen();
    if (record.length > maxRecord()) {
      throw new IOException(
          "a record of " + record.length + " bytes; at most " + maxRecord() + " are taken");
    }
    int length = Segment.HEADER + record.length;
    if (writing == null || segments.getLast().bytes() + length > segmentBytes) {
      roll();
    }
    while (segments.size() > 1 && total() + length > maxBytes) {
      dropOldest();
    }
    segments.getLast().append(writing, record);
    unsynced = true;
    nextSequence++;
    count();
  }

  private void roll() throws IOException {
    if (writing != null) {
      if (segments.getLast().bytes() == 0) {
        return; // a record longer than a segment gets one of its own
      }
      writing.force(false);
      writing.close();
      writing = null;
    }
    Segment next = Segment.create(folder, nextSequence);
    writing = FileChannel.open(next.file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    segments.add(next);
    DurableFiles.forceFolder(folder);
  }

  private long total() {
    long total = 0;
    for (Segment segment : segments) {
      total += segment.bytes();
    }
    return total;
  }

  private void dropOldest() throws IOException {
    Segment oldest = segments.removeFirst();
    oldest.delete();
    dropped += Math.max(0, oldest.end() - frontSequence);
    frontToSegment();
  }

  /** After the first segment went: the front is the start of the next one. */
  private void frontToSegment() {
    frontSequence = segments.isEmpty() ? nextSequence : segments.getFirst().first();
    frontOffset = 0;
  }

  /**
   * The oldest records that are not acknowledged, in order; the same again until {@link
   * #acknowledge}.
   *
   * @param maxBytesOfContent the first record is given whatever its size
   */
  synchronized List<SpoolRecord> read(int maxRecords, long maxBytesOfContent) throws IOException {
    requireOpen();
    List<SpoolRecord> records = new ArrayList<>();
    Limit limit = new Limit(maxRecords, maxBytesOfContent);
    boolean front = true;
    for (Segment segment : segments) {
      boolean more =
          segment.read(
              front ? frontOffset : 0, front ? frontSequence : segment.first(), records, limit);
      if (!more) {
        break;
      }
      front = false;
    }
    return records;
  }

  /** Shows every record that is not acknowledged, one segment in memory at a time. */
  synchronized void forEachWaiting(Consumer<byte[]> reader) throws IOException {
    requireOpen();
    boolean front = true;
    for (Segment segment : segments) {
      List<SpoolRecord> records = new ArrayList<>();
      segment.read(
          front ? frontOffset : 0,
          front ? frontSequence : segment.first(),
          records,
          new Limit(Integer.MAX_VALUE, Long.MAX_VALUE));
      records.forEach(waitingRecord -> reader.accept(waitingRecord.content()));
      front = false;
    }
  }

  /**
   * All records up to this one have been delivered; one that gave way meanwhile changes nothing.
   */
  synchronized void acknowledge(SpoolRecord last) throws IOException {
    requireOpen();
    if (last.sequence() < frontSequence) {
      return;
    }
    while (segments.getFirst().first() != last.segment()) {
      segments.removeFirst().delete();
    }
    frontSequence = last.sequence() + 1;
    frontOffset = last.endOffset();
    if (frontOffset >= segments.getFirst().bytes()
        && (segments.size() > 1 || frontOffset >= segmentBytes / 2)) {
      if (segments.size() == 1 && writing != null) {
        writing.close();
        writing = null;
      }
      segments.removeFirst().delete();
      frontToSegment();
    }
    writePosition(last.sequence());
    count();
  }

  /** Leaves out a damaged segment; what was waiting in it is counted as dropped. */
  synchronized void skipSegment() throws IOException {
    requireOpen();
    if (segments.isEmpty()) {
      return;
    }
    if (segments.size() == 1 && writing != null) {
      writing.close();
      writing = null;
    }
    dropOldest();
    count();
  }

  private void count() {
    waiting = 0;
    waitingBytes = 0;
    for (Segment segment : segments) {
      waiting += segment.end() - Math.max(segment.first(), frontSequence);
      waitingBytes += segment.bytes();
    }
    waitingBytes -= frontOffset;
  }

  /** Puts what was appended on the disk. */
  public synchronized void sync() throws IOException {
    requireOpen();
    if (unsynced && writing != null) {
      writing.force(false);
    }
    unsynced = false;
  }

  private long readPosition() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(16);
    if (position.read(buffer, 0) < 16) {
      return 0;
    }
    long acknowledged = buffer.flip().getLong();
    // One that does not check means: deliver everything once more.
    return buffer.getLong() == check(acknowledged) && acknowledged >= 0 ? acknowledged : 0;
  }

  private void writePosition(long acknowledged) throws IOException {
    position.write(
        ByteBuffer.allocate(16).putLong(acknowledged).putLong(check(acknowledged)).flip(), 0);
  }

  private static long check(long acknowledged) {
    CRC32 crc = new CRC32();
    crc.update(ByteBuffer.allocate(8).putLong(acknowledged).flip());
    return crc.getValue();
  }

  /** Records not acknowledged. */
  public long waiting() {
    return waiting;
  }

  /** Their size on the disk. */
  public long waitingBytes() {
    return waitingBytes;
  }

  /** Records that gave way to newer ones, since the start. */
  public long dropped() {
    return dropped;
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    try (FileChannel last = writing;
        FileChannel at = position) {
      if (last != null) {
        last.force(false);
      }
      at.force(false);
    } finally {
      closed = true;
    }
  }
}
