package io.carillon.media.stream;

import io.carillon.core.stream.StreamSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Keeps streams in a folder: {@code STREAMNAME/000001.mkv} and so on, beside {@code index.jsonl}
 * with one line per fragment.
 *
 * <p>Each file is a Matroska file that plays whole: the head of its first fragment, then the
 * cluster of every fragment. A line's {@code offset} and {@code length} are those of the cluster;
 * put behind the bytes before the file's first cluster it is a fragment on its own again.
 *
 * <p>A fragment is appended and forced to disk before its line is written, so after a crash the
 * index names whole fragments only; at most the last one in a file has no line or is cut off, and
 * readers stop there.
 */
public final class LocalStreamSink implements StreamSink {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,255}");

  private final Path folder;
  private final String region;
  private final String account;
  private final SecureRandom random;

  /**
   * @param folder made when it is missing
   * @param region for ARNs, such as us-east-1
   * @param account for ARNs, 12 digits
   */
  public LocalStreamSink(Path folder, String region, String account, SecureRandom random) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.region = Objects.requireNonNull(region, "region");
    this.account = Objects.requireNonNull(account, "account");
    this.random = Objects.requireNonNull(random, "random");
  }

  @Override
  public Writer open(StreamStart start, Listener listener) throws IOException {
    if (!NAME.matcher(start.streamName()).matches()) {
      throw new IOException("no name for a stream: " + start.streamName());
    }
    Path series = Files.createDirectories(folder.resolve(start.streamName()));
    long created = start.startedAt().toEpochMilli();
    String arn =
        "arn:aws:kinesisvideo:%s:%s:stream/%s/%d"
            .formatted(region, account, start.streamName(), created);
    return new LocalStreamWriter(series, arn, fragmentNumberPrefix(created), listener);
  }

  /** 30 digits that a stream's fragment numbers begin with; later streams have greater ones. */
  private String fragmentNumberPrefix(long createdMillis) {
    long noise = random.nextLong(10_000_000_000_000_000L);
    return String.format(Locale.ROOT, "9%013d%016d", createdMillis, noise);
  }
}
