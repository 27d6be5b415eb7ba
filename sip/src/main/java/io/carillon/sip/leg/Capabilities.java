package io.carillon.sip.leg;

import io.carillon.sip.dialog.Messages;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sip.header.ContactHeader;
import javax.sip.message.Message;

/** What we can do, in the headers that say so. */
final class Capabilities {
  static final List<String> METHODS =
      List.of("INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "UPDATE", "PRACK", "INFO");

  /** What a call that others steer takes too. */
  static final List<String> STEERED = List.of("REFER", "NOTIFY", "MESSAGE");

  /** Methods there are but we do nothing with: 405, where an unknown one gets 501. */
  static final Set<String> KNOWN_ELSEWHERE =
      Set.of("REGISTER", "SUBSCRIBE", "NOTIFY", "PUBLISH", "MESSAGE", "REFER");

  static final List<String> EXTENSIONS = List.of("timer", "100rel");

  /** Of a call that takes another's place. */
  static final String REPLACES = "replaces";

  /** Of a recording session (RFC 7866). */
  static final String SIPREC = "siprec";

  /** Says in a Contact that it is a recording server's (RFC 7866 12.1.2). */
  private static final String RECORDING_SERVER = "+sip.srs";

  static final String SDP = "application/sdp";

  private Capabilities() {}

  static void allow(Message message) {
    Messages.list(message, "Allow", METHODS);
  }

  static void supported(Message message) {
    Messages.list(message, "Supported", EXTENSIONS);
  }

  /** Both for a call that others steer. */
  static void steered(Message message) {
    Messages.list(message, "Allow", Stream.concat(METHODS.stream(), STEERED.stream()).toList());
    Messages.list(
        message, "Supported", Stream.concat(EXTENSIONS.stream(), Stream.of(REPLACES)).toList());
  }

  /** Both for a recording session, and in the Contact who we are. */
  static void recording(Message message) {
    allow(message);
    Messages.list(
        message, "Supported", Stream.concat(EXTENSIONS.stream(), Stream.of(SIPREC)).toList());
    if (message.getHeader(ContactHeader.NAME) instanceof ContactHeader contact) {
      try {
        contact.setParameter(RECORDING_SERVER, null);
      } catch (ParseException e) {
        throw new IllegalStateException(e); // a parameter without a value
      }
    }
  }

  static void accept(Message message) {
    message.setHeader(Messages.header("Accept", SDP));
  }

  /** What bodies an INFO may have. */
  static void acceptInfo(Message message) {
    Messages.list(message, "Accept", List.of(InfoDigit.RELAY, InfoDigit.PLAIN));
  }
}
