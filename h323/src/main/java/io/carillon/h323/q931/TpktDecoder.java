package io.carillon.h323.q931;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/**
 * Cuts a stream into the contents of its TPKT frames (RFC 1006 section 6) as byte arrays. Frames
 * without content, which some send to keep a connection open, are passed over. What is no frame, or
 * too long a one, is a {@link CorruptedFrameException}; nothing is read after it.
 *
 * <p>Owned by the connection's event loop.
 */
public final class TpktDecoder extends ByteToMessageDecoder {
  static final int HEADER = 4;
  static final int VERSION = 3;

  private final int longest;
  private boolean broken;

  /**
   * @param longest most octets of a frame's content
   */
  public TpktDecoder(int longest) {
    this.longest = longest;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.getByte(in.readerIndex()) != VERSION) {
      fail("no TPKT frame");
    }
    if (in.readableBytes() < HEADER) {
      return;
    }
    int length = in.getUnsignedShort(in.readerIndex() + 2) - HEADER;
    if (length < 0 || length > longest) {
      fail("TPKT frame of " + length + " octets");
    }
    if (in.readableBytes() < HEADER + length) {
      return;
    }
    in.skipBytes(HEADER);
    if (length > 0) {
      byte[] content = new byte[length];
      in.readBytes(content);
      out.add(content);
    }
  }

  private void fail(String why) {
    broken = true;
    throw new CorruptedFrameException(why);
  }
}
