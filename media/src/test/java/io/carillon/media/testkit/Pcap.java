package io.carillon.media.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes UDP payloads as a pcap file of raw IPv4 packets, for tshark to judge. */
public final class Pcap {
  private static final int MAGIC_MICROS = 0xA1B2C3D4;
  private static final int LINKTYPE_RAW = 101;
  private static final int HEADERS = 28;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public Pcap() {
    out.writeBytes(
        ByteBuffer.allocate(24)
            .putInt(MAGIC_MICROS)
            .putShort((short) 2)
            .putShort((short) 4)
            .putLong(0)
            .putInt(65_535)
            .putInt(LINKTYPE_RAW)
            .array());
  }

  /** Adds one datagram from 127.0.0.1 to 127.0.0.2. */
  public Pcap udp(long micros, int fromPort, int toPort, byte[] buf, int off, int len) {
    ByteBuffer record = ByteBuffer.allocate(16 + HEADERS + len);
    record.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
    record.putInt(HEADERS + len).putInt(HEADERS + len);
    int ip = record.position();
    record.putInt(0x4500_0000 | HEADERS + len).putInt(0x4000).putInt(0x4011_0000);
    record.putInt(0x7F00_0001).putInt(0x7F00_0002);
    int sum = 0;
    for (int i = 0; i < 20; i += 2) {
      sum += record.getShort(ip + i) & 0xFFFF;
    }
    sum = (sum & 0xFFFF) + (sum >> 16);
    record.putShort(ip + 10, (short) ~sum);
    record.putShort((short) fromPort).putShort((short) toPort);
    record.putShort((short) (8 + len)).putShort((short) 0); // no checksum, as IPv4 allows
    record.put(buf, off, len);
    out.writeBytes(record.array());
    return this;
  }

  public Path write(Path file) throws IOException {
    return Files.write(file, out.toByteArray());
  }
}
