package io.carillon.h323.q931;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** TPKT frames to be sent (RFC 1006 section 6). */
public final class Tpkt {
  private static final int LONGEST = 0xffff - TpktDecoder.HEADER;

  private Tpkt() {}

  /** Puts a message of at most 65,531 octets into a frame. */
  public static ByteBuf frame(byte[] content) {
    if (content.length > LONGEST) {
      throw new IllegalArgumentException("a message of " + content.length + " octets");
    }
    ByteBuf frame = Unpooled.buffer(TpktDecoder.HEADER + content.length);
    frame.writeByte(TpktDecoder.VERSION).writeByte(0);
    return frame.writeShort(TpktDecoder.HEADER + content.length).writeBytes(content);
  }
}
