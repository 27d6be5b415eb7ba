package io.carillon.aws.object;

import io.carillon.core.record.CdrSink;
import io.carillon.core.spool.Outbox;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Call detail records to S3 by an outbox whose target is a {@link CdrBucket}: stored means on this
 * host's disk, so that the end of a call never waits for the bucket.
 *
 * <p>Thread-safe.
 */
public final class S3CdrSink implements CdrSink {
  private static final Logger LOG = LoggerFactory.getLogger(S3CdrSink.class);

  private static final int REMEMBERED = 100_000;
  private static final Duration LISTING_IS_GOOD = Duration.ofMinutes(1);

  private final Outbox outbox;
  private final CdrBucket bucket;
  private final Clock clock;
  private final Map<String, Boolean> taken =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  // Guarded by this: the last answer of the bucket, also that it had none.
  private String listedFolder = "";
  private Set<String> listed = Set.of();
  private IOException failed;
  private Instant listedAt = Instant.EPOCH;

  /**
   * @throws IOException when the records that a run before left cannot be read
   */
  public S3CdrSink(Outbox outbox, CdrBucket bucket, Clock clock) throws IOException {
    this.outbox = outbox;
    this.bucket = bucket;
    this.clock = clock;
    outbox.forEachWaiting(
        record -> {
          try {
            remember(CdrRecord.decode(record).cdrId());
          } catch (IllegalArgumentException e) {
            LOG.warn("a waiting record will be refused: {}", e.getMessage());
          }
        });
  }

  private void remember(String cdrId) {
    synchronized (taken) {
      taken.put(cdrId, true);
    }
  }

  @Override
  public void put(CdrObject cdr) throws IOException {
    outbox.store(CdrRecord.encode(cdr));
    remember(cdr.cdrId());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Asked after a crash for many records of few days: a day's listing serves for a minute, and
   * so does the failure to get one.
   */
  @Override
  public boolean contains(CdrObject cdr) throws IOException {
    synchronized (taken) {
      if (taken.containsKey(cdr.cdrId())) {
        return true;
      }
    }
    return inBucket(cdr);
  }

  private synchronized boolean inBucket(CdrObject cdr) throws IOException {
    boolean fresh = clock.instant().isBefore(listedAt.plus(LISTING_IS_GOOD));
    if (fresh && failed != null) {
      throw new IOException(failed.getMessage(), failed);
    }
    if (!fresh || !listedFolder.equals(cdr.folder())) {
      list(cdr.folder());
    }
    return listed.contains(cdr.cdrId());
  }

  private void list(String folder) throws IOException {
    try {
      listed = bucket.cdrIds(folder);
      failed = null;
    } catch (SdkException e) {
      failed = new IOException("the bucket cannot be listed: " + e.getMessage(), e);
      throw failed;
    } finally {
      listedFolder = folder;
      listedAt = clock.instant();
    }
  }
}
