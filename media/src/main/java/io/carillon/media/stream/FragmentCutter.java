package io.carillon.media.stream;

import io.carillon.core.stream.StreamSink.Fragment;
import io.carillon.media.matroska.PcmFragmentWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cuts what waits in a leg's ring into fragments of one second. Used by the recorder's thread only.
 */
final class FragmentCutter {
  static final int FRAGMENT_MILLIS = 1000;

  /** A gap longer than this ends a fragment, so that its length is about its audio. */
  static final int MAX_GAP_MILLIS = 500;

  /** Audio of a leg that has fallen silent goes out after this time, full fragment or not. */
  static final long MAX_WAIT_NANOS = 1_500_000_000L;

  private final PcmFragmentWriter writer = new PcmFragmentWriter();

  /** A fragment and how many stretches are in it. */
  record Cut(Fragment fragment, int stretches) {}

  /** The next fragment of the leg, or null when its audio is not enough yet. */
  Cut cut(LegStream stream, long nowNanos) {
    TapRing ring = stream.ring();
    int size = ring.size();
    boolean flush = stream.closing() || stream.waitedNanos(nowNanos) > MAX_WAIT_NANOS;
    if (size == 0) {
      return null;
    }
    long start = ring.timestamp(0);
    long end = endOf(stream, 0);
    int count = 1;
    while (count < size
        && ring.timestamp(count) - end <= MAX_GAP_MILLIS
        && ring.timestamp(count) - start < FRAGMENT_MILLIS) {
      end = endOf(stream, count);
      count++;
    }
    if (count == size && end - start < FRAGMENT_MILLIS && !flush) {
      return null;
    }
    byte[] matroska = write(stream, start, count);
    ring.release(count);
    stream.cut();
    return new Cut(new Fragment(start, (int) (end - start), matroska), count);
  }

  private static long endOf(LegStream stream, int i) {
    return stream.ring().timestamp(i) + stream.ring().length(i) * 1000L / stream.sampleRate();
  }

  private byte[] write(LegStream stream, long start, int count) {
    TapRing ring = stream.ring();
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("TransactionId", stream.leg().callTransactionId());
    tags.put("VoiceConnectorId", stream.leg().voiceConnectorId());
    long trackUid = stream.leg().transactionId().hashCode() & 0x7FFF_FFFFL | 1;
    writer.begin(stream.sampleRate(), trackUid, tags, start);
    for (int i = 0; i < count; i++) {
      int offset = (int) (ring.timestamp(i) - start);
      int first = Math.min(ring.length(i), ring.samples().length - ring.start(i));
      writer.block(offset, ring.samples(), ring.start(i), first, 0, ring.length(i) - first);
    }
    return writer.finish();
  }
}
