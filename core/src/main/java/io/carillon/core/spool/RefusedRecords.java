package io.carillon.core.spool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Records that a far end will never take, set aside for a person to look at: {@code refused.jsonl},
 * which at {@value #MAX_BYTES} bytes becomes {@code refused-1.jsonl} in place of the one before.
 * Owned by the outbox's delivery.
 */
final class RefusedRecords {
  static final long MAX_BYTES = 8 << 20;

  private final Path file;
  private final Path before;

  RefusedRecords(Path folder) {
    this.file = folder.resolve("refused.jsonl");
    this.before = folder.resolve("refused-1.jsonl");
  }

  void add(Instant at, String reason, byte[] record) throws IOException {
    if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
      Files.move(file, before, StandardCopyOption.REPLACE_EXISTING);
    }
    String line =
        JsonNodeFactory.instance
            .objectNode()
            .put("at", at.toString())
            .put("reason", reason)
            .put("record", new String(record, StandardCharsets.UTF_8))
            .toString();
    Files.writeString(file, line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
