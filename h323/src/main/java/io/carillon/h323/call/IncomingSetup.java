package io.carillon.h323.call;

import io.carillon.h323.h225.Setup;
import io.carillon.h323.h225.UserInformation;
import io.carillon.h323.per.Octets;
import io.carillon.h323.q931.Q931Message;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Setup as it came in.
 *
 * @param message its Q.931 part
 * @param information its user-to-user element
 * @param setup what that says
 */
record IncomingSetup(Q931Message message, UserInformation information, Setup setup) {

  static IncomingSetup of(Q931Message message, UserInformation information) {
    return new IncomingSetup(message, information, Setup.of(information.fields()));
  }

  /** What the caller is called: name or number, empty when it says none. */
  String caller() {
    return Stream.concat(
            setup.sources().stream(), Stream.of(message.callingNumber(), message.display()))
        .filter(text -> !text.isEmpty())
        .map(text -> text.substring(0, Math.min(128, text.length())))
        .findFirst()
        .orElse("");
  }

  /** H.245 messages that came along (H.323 8.2.1 and 8.2.4). */
  List<Octets> control() {
    return Stream.concat(information.control().stream(), setup.parallelControl().stream()).toList();
  }
}
