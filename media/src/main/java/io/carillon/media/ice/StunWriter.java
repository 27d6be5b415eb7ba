package io.carillon.media.ice;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Writes answers to STUN requests (RFC 8489 6.3), each with MESSAGE-INTEGRITY and FINGERPRINT.
 * Owned by one thread.
 */
final class StunWriter {
  /** Room for any answer. */
  static final int MAX_BYTES = 160;

  private static final int TRANSACTION_BYTES = 12;

  private final CRC32 crc = new CRC32();
  private final StunIntegrity integrity;
  private final byte[] out = new byte[MAX_BYTES];
  private int length;

  StunWriter(StunIntegrity integrity) {
    this.integrity = integrity;
  }

  /** The message written last, from its first byte. */
  byte[] bytes() {
    return out;
  }

  /** Success: tells the far end where its request came from. */
  int success(byte[] request, int off, InetSocketAddress source) {
    begin(StunType.BINDING_SUCCESS, request, off);
    byte[] address = source.getAddress().getAddress();
    attribute(StunType.XOR_MAPPED_ADDRESS, 4 + address.length);
    out[length++] = 0;
    out[length++] = (byte) (address.length == 4 ? 1 : 2);
    int16(source.getPort() ^ StunType.MAGIC_COOKIE >>> 16);
    for (int i = 0; i < address.length; i++) {
      out[length++] = (byte) (address[i] ^ out[4 + i]); // cookie and transaction, as they stand
    }
    return end();
  }

  /** Error, with the attribute that was not understood when that is the reason. */
  int error(byte[] request, int off, int code, String reason, int unknownAttribute) {
    begin(StunType.BINDING_ERROR, request, off);
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
    attribute(StunType.ERROR_CODE, 4 + text.length);
    int16(0);
    out[length++] = (byte) (code / 100);
    out[length++] = (byte) (code % 100);
    System.arraycopy(text, 0, out, length, text.length);
    length += text.length;
    pad();
    if (unknownAttribute >= 0) {
      attribute(StunType.UNKNOWN_ATTRIBUTES, 2);
      int16(unknownAttribute);
      pad();
    }
    return end();
  }

  private void begin(int type, byte[] request, int off) {
    length = 0;
    int16(type);
    int16(0);
    int32(StunType.MAGIC_COOKIE);
    System.arraycopy(request, off + 8, out, length, TRANSACTION_BYTES);
    length += TRANSACTION_BYTES;
  }

  private int end() {
    int integrityAt = length;
    attribute(StunType.MESSAGE_INTEGRITY, StunType.INTEGRITY_BYTES);
    integrity.write(out, integrityAt);
    length += StunType.INTEGRITY_BYTES;
    int fingerprintAt = length;
    attribute(StunType.FINGERPRINT, 4);
    int total = length + 4 - StunType.HEADER_BYTES;
    out[2] = (byte) (total >> 8);
    out[3] = (byte) total;
    crc.reset();
    crc.update(out, 0, fingerprintAt);
    int32((int) crc.getValue() ^ StunType.FINGERPRINT_XOR);
    return length;
  }

  private void attribute(int type, int bytes) {
    int16(type);
    int16(bytes);
  }

  private void pad() {
    while ((length & 3) != 0) {
      out[length++] = 0;
    }
  }

  private void int16(int value) {
    out[length++] = (byte) (value >> 8);
    out[length++] = (byte) value;
  }

  private void int32(int value) {
    int16(value >>> 16);
    int16(value);
  }
}
