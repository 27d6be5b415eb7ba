package io.carillon.media.matroska;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict reader of what {@link PcmFragmentWriter} writes, for tests: unknown elements, sizes that
 * do not add up and bytes left over are errors.
 */
public final class MatroskaReader {

  /** One SimpleBlock: absolute time in ms and its samples. */
  public record Block(long timestampMillis, short[] pcm) {}

  public record Fragment(
      long timestampMillis,
      int sampleRate,
      String codecId,
      Map<String, String> tags,
      List<Block> blocks) {}

  private final ByteBuffer in;
  private long timestamp;
  private double sampleRate;
  private String codecId = "";
  private final Map<String, String> tags = new LinkedHashMap<>();
  private List<Block> blocks = new ArrayList<>();
  private final List<Fragment> fragments = new ArrayList<>();
  private String tagName;

  private MatroskaReader(ByteBuffer in) {
    this.in = in;
  }

  /** Every cluster of concatenated fragments or of a file with one head. */
  public static List<Fragment> read(byte[] bytes) {
    MatroskaReader reader = new MatroskaReader(ByteBuffer.wrap(bytes));
    while (reader.in.hasRemaining()) {
      reader.document();
    }
    return reader.fragments;
  }

  private void document() {
    expect(Id.EBML);
    skip(size());
    expect(Id.SEGMENT);
    check(in.getLong() == 0x01FF_FFFF_FFFF_FFFFL, "segment of unknown size");
    boolean cluster = false;
    while (in.hasRemaining() && in.getInt(in.position()) != Id.EBML) {
      cluster |= element(false) == Id.CLUSTER;
    }
    check(cluster, "no cluster");
  }

  private void children(int size, boolean inCluster) {
    int end = in.position() + size;
    while (in.position() < end) {
      element(inCluster);
    }
    check(in.position() == end, "children do not fill their master");
  }

  private int element(boolean inCluster) {
    int id = id();
    int size = size();
    check(size <= in.remaining(), "element is cut off");
    switch (id) {
      case Id.INFO, Id.TRACKS, Id.TRACK_ENTRY, Id.AUDIO, Id.TAGS, Id.TAG, Id.SIMPLE_TAG ->
          children(size, false);
      case Id.CLUSTER -> {
        blocks = new ArrayList<>();
        children(size, true);
        fragments.add(new Fragment(timestamp, (int) sampleRate, codecId, Map.copyOf(tags), blocks));
      }
      case Id.TARGETS -> check(size == 0, "targets");
      case Id.TIMESTAMP_SCALE -> check(uint(size) == 1_000_000, "milliseconds");
      case Id.TRACK_NUMBER -> check(uint(size) == 1, "one track");
      case Id.TRACK_TYPE -> check(uint(size) == 2, "audio");
      case Id.TRACK_UID -> check(uint(size) != 0, "track UID 0");
      case Id.FLAG_LACING -> check(uint(size) == 0, "no lacing");
      case Id.CHANNELS -> check(uint(size) == 1, "mono");
      case Id.BIT_DEPTH -> check(uint(size) == 16, "16 bit");
      case Id.SAMPLING_FREQUENCY -> sampleRate = Double.longBitsToDouble(uint(size));
      case Id.CODEC_ID -> codecId = string(size);
      case Id.MUXING_APP, Id.WRITING_APP -> check(!string(size).isEmpty(), "application");
      case Id.TAG_NAME -> tagName = string(size);
      case Id.TAG_STRING -> tags.put(tagName, string(size));
      case Id.TIMESTAMP -> {
        check(inCluster && blocks.isEmpty(), "timestamp comes first in a cluster");
        timestamp = uint(size);
      }
      case Id.SIMPLE_BLOCK -> block(size);
      default -> throw new IllegalArgumentException("unknown element %x".formatted(id));
    }
    return id;
  }

  private void block(int size) {
    check(in.get() == (byte) 0x81, "track 1");
    int offset = in.getShort();
    check(offset >= 0, "block before its cluster");
    check(in.get() == (byte) 0x80, "keyframe without lacing");
    check(size % 2 == 0, "whole samples");
    short[] pcm = new short[(size - 4) / 2];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = Short.reverseBytes(in.getShort());
    }
    blocks.add(new Block(timestamp + offset, pcm));
  }

  private void expect(int id) {
    int found = id();
    check(found == id, "%x instead of %x".formatted(found, id));
  }

  private int id() {
    int first = in.get() & 0xFF;
    int more = Integer.numberOfLeadingZeros(first) - 24;
    check(more < 4, "ID of more than four bytes");
    int id = first;
    for (int i = 0; i < more; i++) {
      id = id << 8 | in.get() & 0xFF;
    }
    return id;
  }

  private int size() {
    int first = in.get() & 0xFF;
    int more = Integer.numberOfLeadingZeros(first) - 24;
    long size = first & (0x7F >> more);
    for (int i = 0; i < more; i++) {
      size = size << 8 | in.get() & 0xFF;
    }
    check(size != (1L << 7 * (more + 1)) - 1, "unknown size");
    return Math.toIntExact(size);
  }

  private long uint(int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | in.get() & 0xFF;
    }
    return value;
  }

  private String string(int size) {
    byte[] bytes = new byte[size];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void skip(int size) {
    in.position(in.position() + size);
  }

  private static void check(boolean right, String what) {
    if (!right) {
      throw new IllegalArgumentException(what);
    }
  }
}
