package io.carillon.media.ice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Connectivity checks as a full agent sends them, written without the code under test. */
public final class Checks {
  private final String username;
  private final String password;
  private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();
  private int type = 0x0001;

  public Checks(String username, String password) {
    this.username = username;
    this.password = password;
    attribute(0x0006, username.getBytes(StandardCharsets.US_ASCII));
  }

  public Checks priority(int value) {
    return attribute(0x0024, ByteBuffer.allocate(4).putInt(value).array());
  }

  public Checks controlling() {
    return attribute(0x802A, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
  }

  public Checks controlled() {
    return attribute(0x8029, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
  }

  public Checks nominating() {
    return attribute(0x0025, new byte[0]);
  }

  public Checks type(int value) {
    type = value;
    return this;
  }

  public Checks attribute(int number, byte[] value) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + (value.length + 3) / 4 * 4);
    buffer.putShort((short) number).putShort((short) value.length).put(value);
    attributes.writeBytes(buffer.array());
    return this;
  }

  /** The message with integrity and fingerprint. */
  public byte[] bytes() {
    try {
      byte[] before = message(attributes.size() + 24);
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
      attribute(0x0008, mac.doFinal(before));
      byte[] protectedPart = message(attributes.size() + 8);
      CRC32 crc = new CRC32();
      crc.update(protectedPart);
      attribute(0x8028, ByteBuffer.allocate(4).putInt((int) crc.getValue() ^ 0x5354554E).array());
      return message(attributes.size());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] message(int length) {
    ByteBuffer buffer = ByteBuffer.allocate(20 + attributes.size());
    buffer.putShort((short) type).putShort((short) length).putInt(0x2112A442);
    buffer.put("transaction!".getBytes(StandardCharsets.US_ASCII)).put(attributes.toByteArray());
    return buffer.array();
  }

  /** The value of an attribute of a message; empty when it is not there. */
  public static byte[] value(byte[] message, int length, int number) {
    for (int at = 20; at + 4 <= length; ) {
      int type = (message[at] & 0xFF) << 8 | message[at + 1] & 0xFF;
      int bytes = (message[at + 2] & 0xFF) << 8 | message[at + 3] & 0xFF;
      if (type == number) {
        return Arrays.copyOfRange(message, at + 4, at + 4 + bytes);
      }
      at += 4 + (bytes + 3) / 4 * 4;
    }
    return new byte[0];
  }

  @Override
  public String toString() {
    return username;
  }
}
