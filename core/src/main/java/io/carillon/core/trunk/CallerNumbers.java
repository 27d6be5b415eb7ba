package io.carillon.core.trunk;

import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.Termination;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** With which number an outbound call is shown. */
final class CallerNumbers {
  private final Numbering numbering;

  CallerNumbers(Numbering numbering) {
    this.numbering = numbering;
  }

  /**
   * A caller's number.
   *
   * @param number E.164 where it is one, else as it came; empty when there is none
   * @param own whether it may be shown: a number of the connector, or its default number
   */
  record Caller(String number, boolean own, String callingName) {}

  /**
   * The connector's own number that the PBX asserts or else calls from; else its default number;
   * else what it said.
   */
  Caller of(
      ConnectorDirectory directory,
      ConfiguredConnector connector,
      String fromUser,
      String assertedUser) {
    Termination termination = connector.termination().orElseThrow();
    List<String> said = Stream.of(assertedUser, fromUser).filter(user -> !user.isEmpty()).toList();
    return said.stream()
        .flatMap(user -> e164(directory, user, termination).stream())
        .filter(
            number ->
                directory.owns(connector, number)
                    || number.equals(termination.defaultPhoneNumber()))
        .findFirst()
        .or(() -> Optional.ofNullable(termination.defaultPhoneNumber()))
        .map(number -> new Caller(number, true, name(directory, number)))
        .orElseGet(() -> stranger(directory, termination, said));
  }

  private Caller stranger(
      ConnectorDirectory directory, Termination termination, List<String> said) {
    String number =
        said.stream()
            .flatMap(user -> e164(directory, user, termination).stream())
            .findFirst()
            .orElse(said.isEmpty() ? "" : said.getFirst());
    return new Caller(number, false, "");
  }

  private static String name(ConnectorDirectory directory, String number) {
    return directory.number(number).map(ConnectorNumber::callingName).orElse("");
  }

  private Optional<String> e164(
      ConnectorDirectory directory, String user, Termination termination) {
    return Numbering.plus(user)
        .filter(number -> directory.number(number).isPresent())
        .or(() -> numbering.dialled(user, termination.callingRegions().getFirst()));
  }
}
