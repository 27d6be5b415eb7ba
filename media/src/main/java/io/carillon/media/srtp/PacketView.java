package io.carillon.media.srtp;

import org.jitsi.utils.ByteArrayBuffer;

/**
 * The window on a packet that jitsi-srtp works through, made once and pointed at packet after
 * packet.
 */
final class PacketView implements ByteArrayBuffer {
  private static final byte[] NOTHING = new byte[0];

  private byte[] buffer = NOTHING;
  private int offset;
  private int length;

  PacketView on(byte[] buffer, int offset, int length) {
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
    return this;
  }

  /** Keeps no packet alive between two uses. */
  void release() {
    buffer = NOTHING;
    length = 0;
  }

  @Override
  public byte[] getBuffer() {
    return buffer;
  }

  @Override
  public int getOffset() {
    return offset;
  }

  @Override
  public int getLength() {
    return length;
  }

  @Override
  public void setLength(int length) {
    this.length = length;
  }

  @Override
  public void setOffset(int offset) {
    this.offset = offset;
  }

  @Override
  public boolean isInvalid() {
    return false;
  }

  @Override
  public void readRegionToBuff(int from, int count, byte[] target) {
    System.arraycopy(buffer, offset + from, target, 0, count);
  }

  /** The room is there already: {@link SrtpTransform} checks it before. */
  @Override
  public void grow(int howMuch) {
    if (offset + length + howMuch > buffer.length) {
      throw new IllegalStateException("no room for the trailer");
    }
  }

  @Override
  public void append(byte[] data, int count) {
    System.arraycopy(data, 0, buffer, offset + length, count);
    length += count;
  }

  @Override
  public void shrink(int count) {
    length -= count;
  }
}
