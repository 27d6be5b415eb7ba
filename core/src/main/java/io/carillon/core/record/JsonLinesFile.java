package io.carillon.core.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One append-only file of JSON lines, NAME.jsonl, with its rotated predecessors
 * NAME-yyyyMMddTHHmmssZ.jsonl.
 *
 * <p>Lines are gathered by {@link #add} and written by {@link #flush} in one write call of complete
 * lines, so that a killed process leaves whole lines; a line torn by a power cut is taken away when
 * the file is opened again. {@link #sync} puts what was written on the disk.
 *
 * <p>Used by one thread at a time; every method may block.
 */
final class JsonLinesFile implements Closeable {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final String name;
  private final Rotation rotation;
  private final Clock clock;
  private byte[] gathered = new byte[4096];
  private int gatheredBytes;
  private int gatheredLines;
  private FileChannel channel;
  private long size;
  private Instant since;
  private boolean unsynced;
  private String lastStamp = "";
  private int rotatedInSecond;

  JsonLinesFile(Path folder, String name, Rotation rotation, Clock clock) throws IOException {
    this.folder = folder;
    this.name = name;
    this.rotation = rotation;
    this.clock = clock;
    DurableFiles.createFolders(folder);
    open();
  }

  Path path() {
    return folder.resolve(name + ".jsonl");
  }

  /** Bytes written to the present file. */
  long size() {
    return size;
  }

  /** Bytes gathered and not yet written. */
  int gatheredBytes() {
    return gatheredBytes;
  }

  /** Lines gathered and not yet written. */
  int gatheredLines() {
    return gatheredLines;
  }

  /** Gathers one line, given without its line end. */
  void add(byte[] line) {
    int needed = gatheredBytes + line.length + 1;
    if (needed > gathered.length) {
      gathered = Arrays.copyOf(gathered, Math.max(needed, 2 * gathered.length));
    }
    System.arraycopy(line, 0, gathered, gatheredBytes, line.length);
    gathered[needed - 1] = '\n';
    gatheredBytes = needed;
    gatheredLines++;
  }

  /**
   * Writes what was gathered.
   *
   * @throws IOException when it could not be written; nothing of it is in the file then, and it is
   *     forgotten
   */
  void flush() throws IOException {
    if (gatheredBytes == 0) {
      return;
    }
    try {
      rotateWhenDue();
      write(ByteBuffer.wrap(gathered, 0, gatheredBytes));
      unsynced = true;
    } finally {
      gatheredBytes = 0;
      gatheredLines = 0;
      if (gathered.length > 1 << 20) {
        gathered = new byte[4096]; // one big burst must not be held for ever
      }
    }
  }

  /** Puts everything written on the disk. */
  void sync() throws IOException {
    if (unsynced) {
      channel.force(false);
      unsynced = false;
    }
  }

  /** Writes and syncs the rest. */
  @Override
  public void close() throws IOException {
    try {
      flush();
      sync();
    } finally {
      channel.close();
    }
  }

  private void write(ByteBuffer lines) throws IOException {
    long before = size;
    try {
      while (lines.hasRemaining()) {
        size += channel.write(lines);
      }
    } catch (IOException e) {
      size = before;
      channel.truncate(before);
      throw e;
    }
  }

  private void open() throws IOException {
    Path file = path();
    boolean created = Files.notExists(file);
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (created) {
      DurableFiles.forceFolder(folder);
    }
    size = endOfLastLine(channel);
    if (size < channel.size()) {
      channel.truncate(size);
    }
    channel.position(size);
    since =
        size == 0
            ? clock.instant()
            : Files.readAttributes(file, BasicFileAttributes.class).creationTime().toInstant();
  }

  /** Where the last complete line ends, looking backwards from the end. */
  private static long endOfLastLine(FileChannel channel) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(8192);
    long end = channel.size();
    while (end > 0) {
      long start = Math.max(0, end - block.capacity());
      block.clear().limit((int) (end - start));
      while (block.hasRemaining()) {
        if (channel.read(block, start + block.position()) < 0) {
          throw new IOException("file became shorter while it was read");
        }
      }
      for (int i = block.position() - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  private void rotateWhenDue() throws IOException {
    if (size == 0) {
      since = clock.instant();
      return;
    }
    boolean full = size + gatheredBytes > rotation.maxBytes();
    boolean old = !clock.instant().isBefore(since.plus(rotation.maxAge()));
    if (!full && !old) {
      return;
    }
    channel.force(true);
    channel.close();
    unsynced = false;
    Path rotated = nextRotatedPath();
    Files.move(path(), rotated);
    DurableFiles.forceFolder(folder);
    open();
    removeOldest();
  }

  /** Several in one second are numbered; a number whose file is gone already is not used again. */
  private Path nextRotatedPath() {
    String stamp = STAMP.format(clock.instant());
    rotatedInSecond = stamp.equals(lastStamp) ? rotatedInSecond + 1 : 0;
    lastStamp = stamp;
    while (true) {
      String number = rotatedInSecond == 0 ? "" : "-%03d".formatted(rotatedInSecond);
      Path rotated = folder.resolve(name + "-" + stamp + number + ".jsonl");
      if (Files.notExists(rotated)) {
        return rotated;
      }
      rotatedInSecond++;
    }
  }

  private void removeOldest() throws IOException {
    Pattern ours = Pattern.compile(Pattern.quote(name) + "-[0-9]{8}T[0-9]{6}Z(-[0-9]+)?\\.jsonl");
    List<Path> rotated;
    try (Stream<Path> files = Files.list(folder)) {
      rotated =
          files
              .filter(file -> ours.matcher(file.getFileName().toString()).matches())
              // Without its ending, so that ...Z comes before ...Z-001.
              .sorted(
                  Comparator.comparing(file -> file.getFileName().toString().replace(".jsonl", "")))
              .toList();
    }
    for (int i = 0; i < rotated.size() - rotation.keepFiles(); i++) {
      Files.deleteIfExists(rotated.get(i));
    }
  }
}
