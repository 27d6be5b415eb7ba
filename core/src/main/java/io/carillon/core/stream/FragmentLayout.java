package io.carillon.core.stream;

/** Where things are in a Matroska fragment. */
public final class FragmentLayout {
  // RFC 9559
  private static final int SEGMENT = 0x18538067;
  private static final int TAGS = 0x1254C367;
  private static final int CLUSTER = 0x1F43B675;

  private FragmentLayout() {}

  /**
   * Index of the first cluster in a fragment: what is before it is the same for every fragment of a
   * stream.
   *
   * @throws IllegalArgumentException when these bytes are no fragment
   */
  public static int clusterOffset(byte[] fragment) {
    return offset(fragment, CLUSTER);
  }

  /**
   * Index of what is of this fragment alone: its tags, or its cluster when it has none. With what
   * is before it, once, fragments put one after another are one Matroska stream.
   *
   * @throws IllegalArgumentException when these bytes are no fragment
   */
  public static int ownOffset(byte[] fragment) {
    return offset(fragment, TAGS);
  }

  /** Where the first element of that ID is, or the first cluster. */
  private static int offset(byte[] fragment, int wanted) {
    int at = 0;
    while (at < fragment.length) {
      int idBytes = vintBytes(fragment, at, 4);
      int id = (int) number(fragment, at, idBytes);
      if (id == wanted || id == CLUSTER) {
        return at;
      }
      int sizeBytes = vintBytes(fragment, at + idBytes, 8);
      long size = number(fragment, at + idBytes, sizeBytes) & (1L << 7 * sizeBytes) - 1;
      at += idBytes + sizeBytes;
      if (id != SEGMENT) {
        if (size > fragment.length - at) {
          break;
        }
        at += (int) size;
      }
    }
    throw new IllegalArgumentException("no Matroska fragment with a cluster");
  }

  private static int vintBytes(byte[] bytes, int at, int most) {
    int count = at < bytes.length ? Integer.numberOfLeadingZeros(bytes[at] & 0xFF) - 23 : 9;
    if (count > most || at + count > bytes.length) {
      throw new IllegalArgumentException("no Matroska fragment");
    }
    return count;
  }

  private static long number(byte[] bytes, int at, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | bytes[at + i] & 0xFF;
    }
    return value;
  }
}
