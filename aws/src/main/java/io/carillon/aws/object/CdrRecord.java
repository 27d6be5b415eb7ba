package io.carillon.aws.object;

import io.carillon.core.record.CdrSink.CdrObject;
import java.nio.charset.StandardCharsets;

/** A call detail record as it lies in the spool: folder, name, CDR ID, JSON, a line each. */
final class CdrRecord {
  private static final int PARTS = 4;

  private CdrRecord() {}

  static byte[] encode(CdrObject cdr) {
    return String.join("\n", cdr.folder(), cdr.name(), cdr.cdrId(), cdr.json())
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IllegalArgumentException when that is not a record
   */
  static CdrObject decode(byte[] bytes) {
    String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("not a call detail record");
    }
    return new CdrObject(parts[0], parts[1], parts[2], parts[3]);
  }
}
