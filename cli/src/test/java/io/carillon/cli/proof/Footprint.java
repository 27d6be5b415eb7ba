package io.carillon.cli.proof;

import io.carillon.cli.peers.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server holds on to after a full collection.
 *
 * @param files open file handles, sockets among them
 * @param threads of ours and of the libraries; those of the JVM's compiler and collector and the
 *     carriers of virtual threads, whose number the JVM chooses, are left out
 * @param heap bytes of objects alive
 * @param direct bytes of direct buffers, Netty's included
 */
record Footprint(long files, long threads, long heap, long direct) {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final List<String> OF_THE_JVM =
      List.of("ForkJoinPool", "C1 ", "C2 ", "ZWorker", "RuntimeWorker", "Attach Listener", "java");

  /** Collects and looks. */
  static Footprint of(TestedServer server) {
    // Collects first. ZGC's "used" counts whole pages; the histogram counts objects.
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String histogram =
        Command.succeed(LONGEST, List.of(jcmd, Long.toString(server.pid()), "GC.class_histogram"))
            .output();
    return new Footprint(
        files(server.pid()),
        threads(server.pid()),
        histogram
            .lines()
            .filter(line -> line.startsWith("Total"))
            .mapToLong(line -> Long.parseLong(line.trim().split(" +")[2]))
            .sum(),
        (long)
            (server.metric("jvm_buffer_memory_used_bytes{id=\"direct\"")
                + server.metric("netty_allocator_memory_used{")));
  }

  private static long files(long pid) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long threads(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads
          .map(Footprint::name)
          .filter(name -> !name.isEmpty() && OF_THE_JVM.stream().noneMatch(name::startsWith))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty when the thread has ended meanwhile. */
  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).trim();
    } catch (IOException ended) {
      return "";
    }
  }

  /** Heap and direct memory together. */
  long memory() {
    return heap + direct;
  }

  @Override
  public String toString() {
    return "%d files, %d threads, %d KiB heap, %d KiB direct"
        .formatted(files, threads, heap / 1024, direct / 1024);
  }
}
