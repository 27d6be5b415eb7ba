package io.carillon.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts a byte stream into SIP messages and keep-alives (RFC 3261 section 18.3, RFC 5626 section
 * 3.5.1). Every limit is checked before memory is taken for what it limits. After a {@link
 * SipFrame.Fault} the framing is lost and all further bytes are thrown away.
 *
 * <p>Owned by the connection's event loop.
 */
final class SipFrameDecoder extends ByteToMessageDecoder {
  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private final TransportLimits limits;

  /** Bytes of the head looked at already. */
  private int scanned;

  private int lines;
  private MessageHead head;
  private int headLength;
  private int bodyLength;
  private boolean crlfBefore;
  private boolean pongExpected;
  private long messages;
  private boolean broken;

  SipFrameDecoder(TransportLimits limits) {
    this.limits = limits;
  }

  /** The next lone CRLF is the answer to a ping of ours, not the first half of a peer's ping. */
  void pongExpected(boolean expected) {
    pongExpected = expected;
  }

  /** Whole messages seen. */
  long messages() {
    return messages;
  }

  /** True when a message has begun and is not complete: what slow senders are timed by. */
  boolean inMessage() {
    return !broken && (head != null || scanned > 0);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (head == null && scanned == 0 && !skipLineEnds(in, out)) {
      return;
    }
    if (head == null && !readHead(in, out)) {
      return;
    }
    readBody(in, out);
  }

  /** Takes the CRLFs between messages; true when a message begins. */
  private boolean skipLineEnds(ByteBuf in, List<Object> out) {
    while (in.readableBytes() >= 2
        && in.getByte(in.readerIndex()) == CR
        && in.getByte(in.readerIndex() + 1) == LF) {
      in.skipBytes(2);
      out.add(crlfBefore ? new SipFrame.Ping() : new SipFrame.Pong());
      crlfBefore = !crlfBefore && !pongExpected;
      pongExpected = false;
    }
    if (!in.isReadable()) {
      return false;
    }
    if (in.getByte(in.readerIndex()) == CR && in.readableBytes() == 1) {
      return false;
    }
    crlfBefore = false;
    return true;
  }

  private boolean readHead(ByteBuf in, List<Object> out) {
    int start = in.readerIndex();
    int end = Math.min(in.writerIndex(), start + limits.headBytes());
    int at = start + scanned;
    while (at < end) {
      int lf = in.indexOf(at, end, LF);
      if (lf < 0) {
        at = end;
        break;
      }
      at = lf + 1;
      lines++;
      if (lines > limits.headLines() + 1) {
        fail(in, out, start, lf + 1, DropReason.HEAD_TOO_LARGE);
        return false;
      }
      if (lf - start >= 3
          && in.getByte(lf - 1) == CR
          && in.getByte(lf - 2) == LF
          && in.getByte(lf - 3) == CR) {
        return headComplete(in, out, start, at - start);
      }
    }
    scanned = at - start;
    if (scanned >= limits.headBytes()) {
      fail(in, out, start, at, DropReason.HEAD_TOO_LARGE);
    }
    return false;
  }

  private boolean headComplete(ByteBuf in, List<Object> out, int start, int length) {
    byte[] bytes = new byte[length];
    in.getBytes(start, bytes);
    MessageHead complete = MessageHead.parse(bytes, length, limits.headLines());
    int declared = complete.contentLength();
    if (declared == -2) {
      broken = true;
      out.add(
          new SipFrame.Fault(DropReason.BAD_CONTENT_LENGTH, complete, 400, "Bad Content-Length"));
      in.skipBytes(in.readableBytes());
      return false;
    }
    // A stream has no other end of a message: no Content-Length means no body (section 18.3).
    int body = Math.max(0, declared);
    if ((long) length + body > limits.messageBytes()) {
      broken = true;
      out.add(new SipFrame.Fault(DropReason.MESSAGE_TOO_LARGE, complete, 513, "Message Too Large"));
      in.skipBytes(in.readableBytes());
      return false;
    }
    head = complete;
    headLength = length;
    bodyLength = body;
    return true;
  }

  private void readBody(ByteBuf in, List<Object> out) {
    int total = headLength + bodyLength;
    if (in.readableBytes() < total) {
      return;
    }
    byte[] bytes = new byte[total];
    in.readBytes(bytes);
    out.add(new SipFrame.Message(head, bytes, headLength));
    messages++;
    head = null;
    headLength = 0;
    bodyLength = 0;
    scanned = 0;
    lines = 0;
    crlfBefore = false;
  }

  private void fail(ByteBuf in, List<Object> out, int start, int end, DropReason reason) {
    broken = true;
    byte[] bytes = new byte[end - start];
    in.getBytes(start, bytes);
    MessageHead partial = MessageHead.parse(bytes, bytes.length, limits.headLines());
    out.add(new SipFrame.Fault(reason, partial, 513, "Message Too Large"));
    in.skipBytes(in.readableBytes());
  }
}
