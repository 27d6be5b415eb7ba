package io.carillon.sip.transport;

import io.netty.buffer.ByteBuf;

/** Reads the one message of a datagram. */
final class DatagramFrames {
  private DatagramFrames() {}

  /** The message, a fault, or null for a keep-alive. */
  static SipFrame read(ByteBuf content, TransportLimits limits) {
    skipKeepAlive(content);
    int length = content.readableBytes();
    if (length == 0) {
      return null;
    }
    int headLength = headLength(content, limits.headBytes());
    byte[] bytes = new byte[Math.min(length, limits.messageBytes())];
    content.getBytes(content.readerIndex(), bytes);
    if (headLength < 0) {
      MessageHead partial =
          MessageHead.parse(bytes, Math.min(bytes.length, limits.headBytes()), limits.headLines());
      return length > limits.headBytes()
          ? new SipFrame.Fault(DropReason.HEAD_TOO_LARGE, partial, 513, "Message Too Large")
          : new SipFrame.Fault(DropReason.TRUNCATED, partial, 400, "Header Does Not End");
    }
    MessageHead head = MessageHead.parse(bytes, headLength, limits.headLines());
    if (length > limits.messageBytes()) {
      return new SipFrame.Fault(DropReason.MESSAGE_TOO_LARGE, head, 513, "Message Too Large");
    }
    int declared = head.contentLength();
    if (declared == -2) {
      return new SipFrame.Fault(DropReason.BAD_CONTENT_LENGTH, head, 400, "Bad Content-Length");
    }
    if (declared > length - headLength) {
      return new SipFrame.Fault(
          DropReason.TRUNCATED, head, 400, "Body Shorter Than Content-Length");
    }
    // No Content-Length means to the end of the datagram; bytes after it are thrown away.
    int total = declared < 0 ? length : headLength + declared;
    return new SipFrame.Message(head, java.util.Arrays.copyOf(bytes, total), headLength);
  }

  private static void skipKeepAlive(ByteBuf content) {
    while (content.isReadable()) {
      byte first = content.getByte(content.readerIndex());
      if (first != '\r' && first != '\n' && first != 0) {
        return;
      }
      content.skipBytes(1);
    }
  }

  private static int headLength(ByteBuf content, int max) {
    int start = content.readerIndex();
    int end = Math.min(content.writerIndex(), start + max);
    for (int at = start; at + 3 < end; at++) {
      if (content.getByte(at) == '\r'
          && content.getByte(at + 1) == '\n'
          && content.getByte(at + 2) == '\r'
          && content.getByte(at + 3) == '\n') {
        return at + 4 - start;
      }
    }
    return -1;
  }
}
