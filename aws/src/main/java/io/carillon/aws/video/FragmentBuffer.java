package io.carillon.aws.video;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.core.stream.StreamSink.Fragment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Fragments of one stream that the service has not stored yet, by producer timestamp: the first few
 * in memory, the others as files of their own, for acknowledgements name single fragments and need
 * not come in order. Not thread-safe.
 *
 * <pre>FOLDER/stream.json, FOLDER/1763647200123.fragment</pre>
 */
final class FragmentBuffer {
  /** While the service answers no fragment gets as far as the disk. */
  static final int IN_MEMORY = 10;

  private static final String DESCRIPTION = "stream.json";
  private static final String SUFFIX = ".fragment";

  private final Path folder;
  private final StreamName name;
  private final BufferRoom room;
  private final TreeMap<Long, Kept> fragments = new TreeMap<>();
  private long bytes;
  private int inMemory;

  /** A fragment; {@code content} is null when it is on the disk only. */
  private record Kept(int length, byte[] content) {}

  /**
   * @param folder of its own, made when it is needed
   */
  FragmentBuffer(Path folder, StreamName name, BufferRoom room) {
    this.folder = folder;
    this.name = name;
    this.room = room;
  }

  /** What a run before left in a folder; empty when it holds no stream. */
  static Optional<FragmentBuffer> left(Path folder, BufferRoom room) throws IOException {
    Path description = folder.resolve(DESCRIPTION);
    if (!Files.isRegularFile(description)) {
      return Optional.empty();
    }
    JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(description));
    FragmentBuffer buffer =
        new FragmentBuffer(
            folder,
            new StreamName(
                folder.getFileName().toString(),
                json.path("voiceConnectorId").asText(),
                json.path("transactionId").asText()),
            room);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String fileName = file.getFileName().toString();
        if (fileName.matches("\\d{1,18}\\" + SUFFIX)) {
          int length = Math.toIntExact(Files.size(file));
          long timestamp =
              Long.parseLong(fileName.substring(0, fileName.length() - SUFFIX.length()));
          buffer.fragments.put(timestamp, new Kept(length, null));
          buffer.bytes += length;
          room.force(length);
        }
      }
    }
    return Optional.of(buffer);
  }

  StreamName name() {
    return name;
  }

  /**
   * Keeps one more.
   *
   * @return how many were lost for want of room: the oldest of this stream, or this one
   * @throws IOException when the disk does not take it
   */
  int add(Fragment fragment) throws IOException {
    if (fragments.containsKey(fragment.producerTimestamp())) {
      throw new IOException("two fragments of the same time");
    }
    int length = fragment.matroska().length;
    int lost = 0;
    while (bytes + length > room.perStream() || !room.take(length)) {
      if (fragments.isEmpty()) {
        return lost + 1;
      }
      remove(fragments.firstKey());
      lost++;
    }
    try {
      boolean memory = inMemory < IN_MEMORY;
      if (!memory) {
        write(fragment.producerTimestamp(), fragment.matroska());
      }
      put(fragment, memory);
    } catch (IOException e) {
      room.give(length);
      throw e;
    }
    return lost;
  }

  private void put(Fragment fragment, boolean memory) {
    byte[] content = fragment.matroska();
    fragments.put(fragment.producerTimestamp(), new Kept(content.length, memory ? content : null));
    bytes += content.length;
    inMemory += memory ? 1 : 0;
  }

  private void write(long timestamp, byte[] content) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Map<String, String> description =
          Map.of(
              "voiceConnectorId", name.voiceConnectorId(), "transactionId", name.transactionId());
      Files.write(folder.resolve(DESCRIPTION), new ObjectMapper().writeValueAsBytes(description));
    }
    // Whole or not at all: what a crash cut off would spoil the stream.
    Path part = Files.write(folder.resolve("part"), content);
    Files.move(part, file(timestamp), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file(long timestamp) {
    return folder.resolve(String.format(Locale.ROOT, "%013d", timestamp) + SUFFIX);
  }

  /** The next one after a time, null when there is none. */
  Long after(long timestamp) {
    return fragments.higherKey(timestamp);
  }

  /** How many there are up to a time, that one included. */
  int countTo(long timestamp) {
    return fragments.headMap(timestamp, true).size();
  }

  boolean contains(long timestamp) {
    return fragments.containsKey(timestamp);
  }

  byte[] read(long timestamp) throws IOException {
    Kept kept = fragments.get(timestamp);
    return kept.content() != null ? kept.content() : Files.readAllBytes(file(timestamp));
  }

  /** Forgets one; false when it is not there. */
  boolean remove(long timestamp) throws IOException {
    Kept kept = fragments.remove(timestamp);
    if (kept == null) {
      return false;
    }
    bytes -= kept.length();
    room.give(kept.length());
    if (kept.content() != null) {
      inMemory--;
    } else {
      Files.deleteIfExists(file(timestamp));
    }
    return true;
  }

  boolean isEmpty() {
    return fragments.isEmpty();
  }

  int size() {
    return fragments.size();
  }

  /** Puts all on the disk for the next run; nothing may be added or read after that. */
  void spill() throws IOException {
    for (Map.Entry<Long, Kept> entry : fragments.entrySet()) {
      if (entry.getValue().content() != null) {
        write(entry.getKey(), entry.getValue().content());
      }
    }
  }

  /** Forgets all and removes the folder. */
  void delete() throws IOException {
    while (!fragments.isEmpty()) {
      remove(fragments.firstKey());
    }
    Files.deleteIfExists(folder.resolve("part"));
    Files.deleteIfExists(folder.resolve(DESCRIPTION));
    Files.deleteIfExists(folder);
  }
}
