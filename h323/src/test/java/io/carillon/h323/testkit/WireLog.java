package io.carillon.h323.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes messages as a pcap of exported PDUs, each with the name of the dissector that is to read
 * it. Thread-safe.
 */
public final class WireLog {
  private static final int MAGIC_MICROS = 0xA1B2C3D4;
  private static final int LINKTYPE_UPPER_PDU = 252;
  private static final short TAG_DISSECTOR = 12;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public WireLog() {
    out.writeBytes(
        ByteBuffer.allocate(24)
            .putInt(MAGIC_MICROS)
            .putShort((short) 2)
            .putShort((short) 4)
            .putLong(0)
            .putInt(65_535)
            .putInt(LINKTYPE_UPPER_PDU)
            .array());
  }

  /**
   * @param dissector q931.over_ip or h245dg
   */
  public synchronized void add(String dissector, byte[] message) {
    byte[] name = dissector.getBytes(StandardCharsets.US_ASCII);
    int padded = name.length + 3 & ~3;
    int length = 4 + padded + 4 + message.length;
    ByteBuffer record = ByteBuffer.allocate(16 + length);
    record.putInt(1_763_647_200).putInt(0).putInt(length).putInt(length);
    record.putShort(TAG_DISSECTOR).putShort((short) padded).put(name);
    record.position(16 + 4 + padded).putInt(0).put(message);
    out.writeBytes(record.array());
  }

  public synchronized Path write(Path file) throws IOException {
    return Files.write(file, out.toByteArray());
  }
}
