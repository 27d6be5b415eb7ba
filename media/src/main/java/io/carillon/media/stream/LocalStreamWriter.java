package io.carillon.media.stream;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.carillon.core.stream.FragmentLayout;
import io.carillon.core.stream.StreamSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** One stream in its folder. Used by one thread at a time. */
final class LocalStreamWriter implements StreamSink.Writer {
  static final String INDEX = "index.jsonl";

  /** Ten minutes. */
  static final int MAX_FRAGMENTS_PER_FILE = 600;

  private final Path folder;
  private final String streamArn;
  private final String numberPrefix;
  private final StreamSink.Listener listener;
  private final FileChannel index;
  private FileChannel file;
  private String fileName;
  private int files;
  private int fragmentsInFile;
  private long fragments;
  private long length;
  private boolean announced;

  LocalStreamWriter(
      Path folder, String streamArn, String numberPrefix, StreamSink.Listener listener)
      throws IOException {
    this.folder = folder;
    this.streamArn = streamArn;
    this.numberPrefix = numberPrefix;
    this.listener = listener;
    this.index = FileChannel.open(folder.resolve(INDEX), CREATE, WRITE, APPEND);
  }

  @Override
  public void append(StreamSink.Fragment fragment) throws IOException {
    if (file == null || fragmentsInFile == MAX_FRAGMENTS_PER_FILE) {
      nextFile();
    }
    byte[] matroska = fragment.matroska();
    int cluster = FragmentLayout.clusterOffset(matroska);
    int from = length == 0 ? 0 : cluster; // a file has one head
    try {
      writeFully(file, ByteBuffer.wrap(matroska, from, matroska.length - from));
      file.force(false);
    } catch (IOException e) {
      cutBack(e);
      throw e;
    }
    String number = numberPrefix + String.format(Locale.ROOT, "%017d", ++fragments);
    String line =
        """
        {"fragmentNumber":"%s","file":"%s","offset":%d,"length":%d,"producerTimestamp":%d,"durationMillis":%d}
        """
            .formatted(
                number,
                fileName,
                length + cluster - from,
                matroska.length - cluster,
                fragment.producerTimestamp(),
                fragment.durationMillis());
    length += matroska.length - from;
    fragmentsInFile++;
    long before = index.size();
    try {
      writeFully(index, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      index.truncate(before); // half a line must not stand before the next one
      throw e;
    }
    if (!announced) {
      announced = true;
      listener.started(streamArn, number, Instant.ofEpochMilli(fragment.producerTimestamp()));
    }
  }

  private void nextFile() throws IOException {
    closeFile();
    fileName = String.format(Locale.ROOT, "%06d.mkv", ++files);
    file = FileChannel.open(folder.resolve(fileName), CREATE_NEW, WRITE);
    fragmentsInFile = 0;
    length = 0;
  }

  /**
   * A fragment half written must not stand before the next one: the file ends where it was good.
   */
  private void cutBack(IOException cause) {
    try {
      file.truncate(length);
      file.position(length);
    } catch (IOException e) {
      cause.addSuppressed(e);
      fragmentsInFile = MAX_FRAGMENTS_PER_FILE; // go on in another file
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void closeFile() throws IOException {
    if (file != null) {
      FileChannel old = file;
      file = null;
      old.close();
    }
  }

  @Override
  public void close() throws IOException {
    try (index) {
      closeFile();
      index.force(false);
    } finally {
      listener.ended();
    }
  }
}
