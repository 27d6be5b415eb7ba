package io.carillon.sip.siprec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Objects;
import java.util.Optional;

/**
 * From when to when something belongs together: associate-time and disassociate-time, or start-time
 * and stop-time of a session.
 *
 * @param from as written, empty when it is not said
 * @param until as written, empty while it goes on
 */
public record Span(String from, String until) {
  static final Span UNSAID = new Span("", "");

  /** xs:dateTime; OpenSIPS leaves the colon out of the offset, old Oracle the offset. */
  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .toFormatter();

  public Span {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(until, "until");
  }

  public boolean ended() {
    return !until.isEmpty();
  }

  /** {@link #from} as a time, UTC when it names no offset; empty when it is none. */
  public Optional<Instant> start() {
    return instant(from);
  }

  /** {@link #until} as a time, as {@link #start()}. */
  public Optional<Instant> end() {
    return instant(until);
  }

  /** A later word on the same: another start after the end begins anew. */
  Span merge(Span update) {
    boolean again = !update.from.isEmpty() && !update.from.equals(from);
    return new Span(
        update.from.isEmpty() ? from : update.from, update.ended() || again ? update.until : until);
  }

  private static Optional<Instant> instant(String text) {
    try {
      TemporalAccessor time = LENIENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return Optional.of(
          time instanceof OffsetDateTime offset
              ? offset.toInstant()
              : LocalDateTime.from(time).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
