package io.carillon.media.matroska;

/** Where things are in a Matroska fragment. */
public final class FragmentLayout {

  private FragmentLayout() {}

  /**
   * Index of the first cluster in a fragment: what is before it is the same for every fragment of a
   * stream.
   *
   * @throws IllegalArgumentException when these bytes are no fragment
   */
  public static int clusterOffset(byte[] fragment) {
    int at = 0;
    while (at < fragment.length) {
      int idBytes = vintBytes(fragment, at, 4);
      int id = (int) number(fragment, at, idBytes);
      if (id == Id.CLUSTER) {
        return at;
      }
      int sizeBytes = vintBytes(fragment, at + idBytes, 8);
      long size = number(fragment, at + idBytes, sizeBytes) & (1L << 7 * sizeBytes) - 1;
      at += idBytes + sizeBytes;
      if (id != Id.SEGMENT) {
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
