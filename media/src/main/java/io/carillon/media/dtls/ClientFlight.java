package io.carillon.media.dtls;

import java.util.BitSet;

/**
 * Holds back a client's ChangeCipherSpec while a message before it is missing. Bouncy Castle's
 * server takes no message in the clear any more once it has seen one, so that a single lost
 * datagram of that flight, though sent again, would end the handshake. What is held back is sent
 * again too.
 *
 * <p>Owned by the leg's event loop; what it keeps is bounded whatever arrives.
 */
final class ClientFlight {
  private static final int RECORD_HEADER = 13;
  private static final int MESSAGE_HEADER = 12;
  private static final int HANDSHAKE = 22;
  private static final int CERTIFICATE_VERIFY = 15;

  /** ClientHello, Certificate, ClientKeyExchange, CertificateVerify, and some to spare. */
  private static final int MAX_MESSAGES = 8;

  private final Message[] messages = new Message[MAX_MESSAGES];
  private boolean complete;

  /** One message and which of its bytes have come. */
  private record Message(int type, int length, BitSet covered) {
    boolean isWhole() {
      return covered.nextClearBit(0) >= length;
    }
  }

  /**
   * Looks at a datagram.
   *
   * @return how many of its bytes may be handed on, in whole records
   */
  int admitted(byte[] datagram) {
    int at = 0;
    while (!complete && at + RECORD_HEADER <= datagram.length) {
      int end = at + RECORD_HEADER + int16(datagram, at + 11);
      if (end > datagram.length) {
        break; // malformed: Bouncy Castle drops it
      }
      boolean inTheClear = int16(datagram, at + 3) == 0;
      if ((datagram[at] & 0xFF) == HANDSHAKE && inTheClear) {
        fragments(datagram, at + RECORD_HEADER, end);
      } else if (!isAlert(datagram[at])) {
        return at;
      }
      at = end;
    }
    return datagram.length;
  }

  private static boolean isAlert(byte type) {
    return type == 21;
  }

  private void fragments(byte[] buf, int from, int end) {
    int at = from;
    while (at + MESSAGE_HEADER <= end) {
      int length = int24(buf, at + 1);
      int number = int16(buf, at + 4);
      int offset = int24(buf, at + 6);
      int bytes = int24(buf, at + 9);
      at += MESSAGE_HEADER + bytes;
      if (at > end
          || number >= MAX_MESSAGES
          || length > HandshakePeer.MAX_MESSAGE_BYTES
          || offset + bytes > length) {
        return;
      }
      cover(number, buf[at - bytes - MESSAGE_HEADER], length, offset, bytes);
    }
    complete = isComplete();
  }

  private void cover(int number, int type, int length, int offset, int bytes) {
    if (messages[number] == null) {
      messages[number] = new Message(type, length, new BitSet(length));
    }
    Message message = messages[number];
    if (message.type == type && message.length == length) {
      message.covered.set(offset, offset + bytes);
    }
  }

  private boolean isComplete() {
    for (Message message : messages) {
      if (message == null || !message.isWhole()) {
        return false;
      }
      if (message.type == CERTIFICATE_VERIFY) {
        return true;
      }
    }
    return false;
  }

  private static int int16(byte[] buf, int at) {
    return (buf[at] & 0xFF) << 8 | buf[at + 1] & 0xFF;
  }

  private static int int24(byte[] buf, int at) {
    return (buf[at] & 0xFF) << 16 | int16(buf, at + 1);
  }
}
