package io.carillon.media.matroska;

import java.util.Map;

/**
 * Writes Matroska fragments of one track of 16-bit mono PCM, each a file of its own: EBML header,
 * segment, info, tracks, tags and one cluster (RFC 9559).
 *
 * <pre>
 * EBML | Segment ( Info | Tracks | Tags | Cluster ( Timestamp | SimpleBlock ... ) )
 * </pre>
 *
 * <p>The segment's size is unknown, as Kinesis Video producers write it: so a fragment followed by
 * the clusters of later ones is a file that every player reads to its end (fragments put together
 * whole are read by Kinesis' parser library, while ffmpeg and mkvtoolnix stumble over a second
 * segment).
 *
 * <p>The codec is {@code A_PCM/INT/LIT}: of the PCM codec IDs the Kinesis Video producer library
 * knows, {@code A_MS/ACM} stands for A-law and u-law there. Timestamps are milliseconds since 1970:
 * what PutMedia calls absolute. Tags come before the cluster, where the parser library looks for a
 * fragment's metadata.
 *
 * <p>Used by one thread at a time: {@link #begin}, blocks, {@link #finish}, and again.
 */
public final class PcmFragmentWriter {
  public static final String CODEC_ID = "A_PCM/INT/LIT";

  /** A block's offset within its cluster has 16 bits and a sign. */
  public static final int MAX_OFFSET_MILLIS = Short.MAX_VALUE;

  private static final int TRACK = 1;
  private static final int TRACK_TYPE_AUDIO = 2;
  private static final int NANOS_PER_TICK = 1_000_000;
  private static final int KEYFRAME = 0x80;

  private final Ebml out = new Ebml(16 * 1024);
  private int cluster;

  /**
   * Begins a fragment.
   *
   * @param sampleRate Hz
   * @param trackUid not 0; the same for all fragments of a stream
   * @param tags names and values kept with the fragment, may be empty
   * @param timestampMillis of its first sample, since 1970
   */
  public void begin(int sampleRate, long trackUid, Map<String, String> tags, long timestampMillis) {
    out.clear();
    ebmlHeader();
    out.beginUnknownSize(Id.SEGMENT);
    int info = out.begin(Id.INFO);
    out.uint(Id.TIMESTAMP_SCALE, NANOS_PER_TICK);
    out.string(Id.MUXING_APP, "Carillon");
    out.string(Id.WRITING_APP, "Carillon");
    out.end(info);
    tracks(sampleRate, trackUid);
    if (!tags.isEmpty()) {
      tags(tags);
    }
    cluster = out.begin(Id.CLUSTER);
    out.uint(Id.TIMESTAMP, timestampMillis);
  }

  private void ebmlHeader() {
    int header = out.begin(Id.EBML);
    out.uint(Id.EBML_VERSION, 1);
    out.uint(Id.EBML_READ_VERSION, 1);
    out.uint(Id.EBML_MAX_ID_LENGTH, 4);
    out.uint(Id.EBML_MAX_SIZE_LENGTH, 8);
    out.string(Id.DOC_TYPE, "matroska");
    out.uint(Id.DOC_TYPE_VERSION, 4);
    out.uint(Id.DOC_TYPE_READ_VERSION, 2);
    out.end(header);
  }

  private void tracks(int sampleRate, long trackUid) {
    int tracks = out.begin(Id.TRACKS);
    int entry = out.begin(Id.TRACK_ENTRY);
    out.uint(Id.TRACK_NUMBER, TRACK);
    out.uint(Id.TRACK_UID, trackUid);
    out.uint(Id.TRACK_TYPE, TRACK_TYPE_AUDIO);
    out.uint(Id.FLAG_LACING, 0);
    out.string(Id.CODEC_ID, CODEC_ID);
    int audio = out.begin(Id.AUDIO);
    out.float64(Id.SAMPLING_FREQUENCY, sampleRate);
    out.uint(Id.CHANNELS, 1);
    out.uint(Id.BIT_DEPTH, 16);
    out.end(audio);
    out.end(entry);
    out.end(tracks);
  }

  private void tags(Map<String, String> values) {
    int tags = out.begin(Id.TAGS);
    int tag = out.begin(Id.TAG);
    out.end(out.begin(Id.TARGETS)); // empty: about everything in the segment
    values.forEach(
        (name, value) -> {
          int simple = out.begin(Id.SIMPLE_TAG);
          out.string(Id.TAG_NAME, name);
          out.string(Id.TAG_STRING, value);
          out.end(simple);
        });
    out.end(tag);
    out.end(tags);
  }

  /**
   * Adds a stretch of audio.
   *
   * @param offsetMillis since the fragment's timestamp, 0 to {@link #MAX_OFFSET_MILLIS}
   */
  public void block(int offsetMillis, short[] pcm, int from, int samples) {
    blockHeader(offsetMillis, samples);
    out.samples(pcm, from, samples);
  }

  /** Adds a stretch of audio that lies in two pieces. */
  public void block(int offsetMillis, short[] pcm, int from, int samples, int from2, int samples2) {
    blockHeader(offsetMillis, samples + samples2);
    out.samples(pcm, from, samples);
    out.samples(pcm, from2, samples2);
  }

  private void blockHeader(int offsetMillis, int samples) {
    if (offsetMillis < 0 || offsetMillis > MAX_OFFSET_MILLIS) {
      throw new IllegalArgumentException("block at " + offsetMillis + " ms of its cluster");
    }
    out.header(Id.SIMPLE_BLOCK, 4 + 2 * samples);
    out.raw(0x80 | TRACK, 1);
    out.raw(offsetMillis, 2);
    out.raw(KEYFRAME, 1);
  }

  /** Ends the fragment and returns its bytes. */
  public byte[] finish() {
    out.end(cluster);
    return out.toBytes();
  }
}
