package io.carillon.core.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Call detail records as files {@code s3/BUCKET/KEY}: each written beside its place, put on the
 * disk, and renamed, so that a record is whole or not there. Thread-safe.
 */
public final class LocalCdrSink implements CdrSink {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private final Path bucket;

  /**
   * @param dataFolder holds {@code s3}
   * @param bucketName 3-63 of a-z, 0-9, dot and hyphen, as S3 has it
   */
  public LocalCdrSink(Path dataFolder, String bucketName) {
    Objects.requireNonNull(dataFolder, "dataFolder");
    if (!BUCKET.matcher(bucketName).matches() || bucketName.contains("..")) {
      throw new IllegalArgumentException(
          "bucket '" + bucketName + "': allowed are 3-63 of a-z, 0-9, dot and hyphen");
    }
    this.bucket = dataFolder.resolve("s3").resolve(bucketName);
  }

  @Override
  public void put(CdrObject cdr) throws IOException {
    Path file = inBucket(cdr.key());
    if (Files.notExists(file)) {
      DurableFiles.writeWhole(file, cdr.json().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public boolean contains(CdrObject cdr) throws IOException {
    Path folder = inBucket(cdr.folder());
    if (!Files.isDirectory(folder)) {
      return false;
    }
    String ending = "_" + cdr.cdrId();
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith(ending));
    }
  }

  private Path inBucket(String key) throws IOException {
    Path path = bucket.resolve(key).normalize();
    if (!path.startsWith(bucket)) {
      throw new IOException("key leaves the bucket: " + key);
    }
    return path;
  }
}
