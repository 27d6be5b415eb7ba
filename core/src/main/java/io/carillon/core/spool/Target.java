package io.carillon.core.spool;

import java.util.List;
import java.util.Objects;

/**
 * The far end of an outbox. Called by one thread at a time, which may block; a target ends every
 * call by a time limit of its own and answers instead of throwing. Its outbox closes it.
 */
public interface Target extends AutoCloseable {

  /** Most records of one call, at least 1. */
  int maxRecords();

  /** Most bytes of one call; a single record may be longer. */
  long maxBytes();

  /** Delivers records, the oldest first, and answers for each of them in the same order. */
  List<Answer> deliver(List<byte[]> records);

  @Override
  void close();

  /**
   * What became of one record.
   *
   * @param reason in words for operators; empty when it was delivered
   */
  record Answer(Kind kind, String reason) {
    public Answer {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(reason, "reason");
    }

    /** DELIVERED: the far end has it. LATER: offer it again. REFUSED: it will never be taken. */
    public enum Kind {
      DELIVERED,
      LATER,
      REFUSED
    }

    public static Answer delivered() {
      return new Answer(Kind.DELIVERED, "");
    }

    public static Answer later(String reason) {
      return new Answer(Kind.LATER, reason);
    }

    public static Answer refused(String reason) {
      return new Answer(Kind.REFUSED, reason);
    }
  }
}
