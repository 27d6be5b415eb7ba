package io.carillon.sip.leg;

import io.carillon.sip.dialog.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import javax.sip.header.ContactHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Response;

/** Reads why a call of ours came to nothing. Pure functions. */
final class Failures {
  private static final int MAX_CONTACTS = 8;

  private Failures() {}

  /**
   * @param outcome as the leg has it
   * @param response the final response; null when there was none
   */
  static OutgoingListener.Failure of(Refusal outcome, Response response) {
    if (response == null) {
      return new OutgoingListener.Failure(
          outcome.status(), outcome.reason(), false, List.of(), OptionalInt.empty(), List.of());
    }
    return new OutgoingListener.Failure(
        response.getStatusCode(),
        outcome.reason(),
        true,
        response.getStatusCode() / 100 == 3 ? contacts(response) : List.of(),
        response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader after
            ? OptionalInt.of(after.getRetryAfter())
            : OptionalInt.empty(),
        Messages.lines(response));
  }

  /** By q, those without it first (RFC 3261 20.10 leaves that open); equals in their order. */
  private static List<String> contacts(Response response) {
    return Messages.headers(response, ContactHeader.NAME)
        .filter(ContactHeader.class::isInstance)
        .map(ContactHeader.class::cast)
        .filter(contact -> !contact.isWildCard())
        .sorted(Comparator.comparingDouble(Failures::order))
        .limit(MAX_CONTACTS)
        .map(contact -> contact.getAddress().getURI().toString())
        .toList();
  }

  private static double order(ContactHeader contact) {
    return contact.getQValue() < 0 ? -1 : -contact.getQValue();
  }
}
